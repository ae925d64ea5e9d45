"""What keeps passwords from being guessed: which none may be, how fast tries follow each other, whose turn it is. Pure.

May import console: host.core; protocol: vocabulary.
"""
