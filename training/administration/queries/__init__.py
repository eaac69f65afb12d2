"""What do those who run the site look for?"""
