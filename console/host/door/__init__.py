"""The one port of a host: who is let in, for how long, and what they speak.

May import console: host.core; protocol: link, notation, rates, vocabulary.
"""
