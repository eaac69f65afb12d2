"""What can be done from a command line? One group of commands a file; `cli.py` collects them."""
