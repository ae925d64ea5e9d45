"""The way out of the network that this computer is in: the system's proxies, logins there, a check of the connection.

May import protocol: link, link.checking, link.ways, notation; resources: look, program, words.
"""
