"""Widgets and words that several windows of the console use.

May import console: connection, session, share; protocol: vocabulary; resources: look, words.
"""
