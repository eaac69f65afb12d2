"""Do the floors of the foundation hold?"""
