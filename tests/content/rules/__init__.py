"""Do the rules of modules hold?"""
