"""Is the site well, and can it be brought back?"""
