"""The chat: its view, its input, its transcript as a file.

May import protocol: notation, seat, vocabulary; resources: look, program, words.
"""
