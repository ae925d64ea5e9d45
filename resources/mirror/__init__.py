"""A desktop as it arrives from somebody else, and the window that shows it."""
