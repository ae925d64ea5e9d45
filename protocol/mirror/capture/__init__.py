"""Where pixels come from: the choice of a backend, and what Wayland needs.

May import protocol: mirror.picture, notation, vocabulary.
"""
