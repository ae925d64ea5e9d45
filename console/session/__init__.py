"""One session: its members, its codes, its chat, and what is asked before its share starts. No widgets.

May import console: connection, remote, share; protocol: link, mirror.capture.common, mirror.send, notation, seat,
trust, vocabulary.
"""
