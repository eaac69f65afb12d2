"""What is kept about whom, and how is it given out and erased?"""
