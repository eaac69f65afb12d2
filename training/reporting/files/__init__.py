"""How do figures leave as files?"""
