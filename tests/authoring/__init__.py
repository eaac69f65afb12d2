"""Do modules come in, out and before learners without loss?"""
