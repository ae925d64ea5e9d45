"""The two words that two members compare: the lists they come from, and how they are shown.

May import resources: files, look.
"""
