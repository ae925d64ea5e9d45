"""The customer's program."""
