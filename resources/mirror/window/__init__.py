"""The window around the picture: bar, menus, pointing, and windows that are left out of captures.

May import protocol: mirror.picture, seat, vocabulary; resources: chat, look, mirror, mirror.view, program.
"""
