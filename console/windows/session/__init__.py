"""The page of one session: toolbar, chat, members, code, banners.

May import console: connection, desk, session, share, windows.parts, windows.share; protocol:
mirror.capture.common, notation, seat, vocabulary; resources: chat, look, program, two_words, words.
"""
