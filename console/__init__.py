"""The technician's program."""
