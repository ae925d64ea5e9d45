"""Choosing what to share, and the signs on the technician's screen that it is shared.

May import console: desk, session, share, windows.parts; protocol: mirror.capture, mirror.capture.common,
mirror.picture, mirror.send, vocabulary; resources: look, mirror.view, mirror.window, program, words.
"""
