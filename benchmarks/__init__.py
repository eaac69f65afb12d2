"""What does a request cost, what does it transfer, and does it grow? `make bench` measures."""
