"""The process that all members connect to: it routes, decides rights and remembers sessions; it cannot read content.

May import protocol: card, entry, link, notation, rates, system, vocabulary.
"""
