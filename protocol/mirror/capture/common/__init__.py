"""What all backends share: the port of a source, windows that are left out, the search for the watermark.

May import protocol: mirror.picture.
"""
