"""What is counted, and what of it may be told?"""
