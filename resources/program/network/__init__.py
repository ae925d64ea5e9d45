"""The way out of the network that this computer is in: the system's proxies, and logins there.

May import protocol: link.ways; resources: look, program.
"""
