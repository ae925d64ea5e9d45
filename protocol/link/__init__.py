"""A TLS connection as messages: frames, dialing, keeping it up, following a redirect.

May import protocol: notation, rates, system, vocabulary.
"""
