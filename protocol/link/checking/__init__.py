"""What stands between this computer and a host: each way by itself, told by what the host answers over it.

May import protocol: link, link.ways, notation, vocabulary.
"""
