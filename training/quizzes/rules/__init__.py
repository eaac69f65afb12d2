"""When may a question be answered, what does an answer say, and what is it worth? Pure."""
