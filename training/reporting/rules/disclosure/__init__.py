"""Which counts must be hidden so that nobody is disclosed? Pure; all files but the first three load NumPy and SciPy."""
