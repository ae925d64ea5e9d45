"""A program as a whole: QApplication, settings, version, processes of ours.

May import protocol: notation, system, vocabulary; resources: look, words.
"""
