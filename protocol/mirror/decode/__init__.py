"""From updates back to pixels.

May import protocol: mirror.picture, vocabulary.
"""
