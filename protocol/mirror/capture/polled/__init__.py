"""The backends for Windows and macOS, which look at the screen by a clock.

May import protocol: mirror.capture.common, mirror.picture, notation, vocabulary.
"""
