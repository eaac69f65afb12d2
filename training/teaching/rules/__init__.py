"""What may be tried without a trace?"""
