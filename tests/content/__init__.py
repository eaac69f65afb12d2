"""Do modules hold as values, as files and as rows?"""
