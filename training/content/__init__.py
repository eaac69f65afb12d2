"""What is a module, and how does it look as a file?"""
