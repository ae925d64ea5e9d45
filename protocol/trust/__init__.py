"""Keys: the proof of a code (SPAKE2), whose key is believed, boxes between two members, a device's own keys.

May import protocol: notation, system, vocabulary.
"""
