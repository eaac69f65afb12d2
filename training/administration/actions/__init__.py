"""What do those who run the site change, within their reach?"""
