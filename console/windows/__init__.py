"""The console's main window, its side bar and its dialogs.

May import console: admin, connection, desk, remote, session, share; protocol: card, link, mirror.capture,
mirror.capture.common, mirror.picture, mirror.send, notation, seat, vocabulary; resources: files, chat, help, look,
mirror, mirror.view, mirror.window, program, two_words, words.
"""
