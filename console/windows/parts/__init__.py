"""Widgets and words that several windows of the console use.

May import console: connection, session, share; protocol: notation, vocabulary; resources: look, words.
"""
