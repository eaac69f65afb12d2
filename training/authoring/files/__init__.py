"""How do parts of a module look as files of other programs?"""
