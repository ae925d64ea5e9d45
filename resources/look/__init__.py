"""Theme, icons, controls, dialogs.

May import resources: files.
"""
