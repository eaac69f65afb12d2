"""Are modules read and written faithfully, and is nothing trusted?"""
