"""How does a module come into the house and before its learners?"""
