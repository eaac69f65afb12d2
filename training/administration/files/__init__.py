"""How does what is administered look as a file?"""
