"""The window with the customer's desktop, and its mouse and keyboard.

May import console: desk, remote, session; protocol: link, notation, seat, vocabulary; resources: look, mirror,
mirror.window, program.
"""
