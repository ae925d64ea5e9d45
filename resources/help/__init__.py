"""Help, offline: its pages as Markdown in each language, the search in them, and the window that shows them.

May import resources: files, look, words.
"""
