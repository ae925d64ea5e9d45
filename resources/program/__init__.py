"""A program as a whole: QApplication, settings, version, processes of ours.

May import protocol: link, link.checking, link.ways, notation, system, vocabulary; resources: look, words.
"""
