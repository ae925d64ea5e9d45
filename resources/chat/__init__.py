"""The chat: its view, its input, its transcript as a file.

May import protocol: seat, vocabulary; resources: look, words.
"""
