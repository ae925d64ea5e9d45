"""Desktops whose notifications are in no window of their own, and are held back while a screen is shown.

May import protocol: system; resources: program.
"""
