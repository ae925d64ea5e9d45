"""The picture, from the screen of one member to the window of another.

May import protocol: link, notation, rates, vocabulary.
"""
