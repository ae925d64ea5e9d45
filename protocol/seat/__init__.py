"""One member's seat in a session: attaching, the transcript, and what outlives a killed program.

May import protocol: link, notation, rates, system, trust, vocabulary.
"""
