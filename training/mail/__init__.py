"""How do letters leave the house?"""
