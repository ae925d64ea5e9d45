"""What all programs agree on: messages, sealing, links and the picture.

May import nothing of ours.
"""
