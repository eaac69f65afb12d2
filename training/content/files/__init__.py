"""How does a module look as files, and how are files read without trusting them?"""
