"""The widget that paints the picture.

May import protocol: mirror.picture; resources: look, mirror, words.
"""
