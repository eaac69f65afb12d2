"""Which texts of a module stand in which language, and are they true?"""
