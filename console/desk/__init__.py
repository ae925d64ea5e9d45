"""All sessions of the technician, and the ways to more: the queue, colleagues' invitations and codes. No widgets.

May import console: admin, connection, session, share; protocol: link, mirror.capture.common,
notation, seat, trust, vocabulary.
"""
