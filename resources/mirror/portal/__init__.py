"""A Wayland desktop's own dialog and its stream of frames, by Qt.

May import protocol: mirror.capture, mirror.picture.
"""
