"""From a changed screen to updates for one receiver: what is compared, copied, compressed, paced. Pure.

May import protocol: mirror.picture, vocabulary.
"""
