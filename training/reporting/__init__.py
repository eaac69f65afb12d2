"""What may partners be told of learning, and in which form?"""
