"""What changes when a backup is brought back, or a database copied?"""
