"""The viewer's main window and its pages.

May import viewer: desktop, global_key, session, way_in; protocol: card, link, mirror.picture, mirror.send, notation,
seat, vocabulary; resources: chat, help, look, mirror, mirror.view, mirror.window, program, two_words, words.
"""
