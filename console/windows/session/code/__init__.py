"""A session's code as the technician hands it over: its page, the ways by link, e-mail and QR code.

May import console: session, windows.parts; protocol: notation, vocabulary; resources: look, words.
"""
