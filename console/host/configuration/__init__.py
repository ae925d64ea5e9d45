"""What the administrator has said about the host, and where: the configuration file, the environment, flags.

May import console: host.core, host.door, host.guests, host.links, host.process, host.store, host.store.tables;
protocol: link, notation, vocabulary.
"""
