"""What both programs look like and say, and the widgets that both use.

May import protocol.
"""
