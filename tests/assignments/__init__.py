"""Required learning."""
