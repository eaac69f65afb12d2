"""What is well, what is whole, and what has changed? Judgements without a database, a file or a clock."""
