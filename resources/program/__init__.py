"""A program as a whole: QApplication, settings, version, processes of ours.

May import protocol: link, link.checking, link.ways, mirror.capture.common, notation, system,
vocabulary; resources: files, look, words.
"""
