"""Does the house stand? The path of a test is the path of the file that it tests."""
