"""A desktop as it arrives from another member: from the link to the picture that a view paints.

May import protocol: link, mirror.capture, mirror.decode, mirror.picture, seat, vocabulary; resources: chat,
look, program, words.
"""
