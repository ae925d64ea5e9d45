"""The ways into a session: code, link, Calling Card, queue, and hosts in the LAN. No widgets.

May import protocol: card, link, notation, rates, seat, system, trust, vocabulary.
"""
