"""What is a module? Frozen dataclasses without a language, and what follows from them."""
