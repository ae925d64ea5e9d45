"""The Administration Center's part for the company's web page: what is set, and how it looks.

May import console: admin, windows.parts; protocol: notation, vocabulary; resources: look, program, words.
"""
