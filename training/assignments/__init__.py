"""What must people learn, by when, and have they?"""
