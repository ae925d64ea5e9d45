"""The way to the host: which host it is, the link, the login, the account, colleagues, device keys. No widgets.

May import protocol: entry, link, notation, rates, seat, system, trust, vocabulary; resources: program.
"""
