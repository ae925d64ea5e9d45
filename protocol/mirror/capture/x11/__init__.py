"""The backend for X servers: damage, images, pointer, windows, clicks.

May import protocol: mirror.capture.common, mirror.picture, notation, vocabulary.
"""
