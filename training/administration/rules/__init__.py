"""Which of what is administered may be what?"""
