"""What may be asked of figures and of lists?"""
