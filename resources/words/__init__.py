"""The sentence for each reason and problem, and the language.

May import resources: files.
"""
