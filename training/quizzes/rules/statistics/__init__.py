"""What do many answers say about a question, a test and a translation? Pure; its files load NumPy and SciPy."""
