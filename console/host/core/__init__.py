"""What the host decides, without I/O and without a clock: rights, limits, codes, the queue's order, leases.

May import protocol: entry, notation, rates, vocabulary.
"""
