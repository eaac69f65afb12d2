"""What do those who run the site see and do?"""
