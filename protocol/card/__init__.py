"""The Calling Card: a file that says host and channel, and how it looks. Pure.

May import protocol: notation, vocabulary.
"""
