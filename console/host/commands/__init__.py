"""The host's command line, a module for each command.

May import console: host.core, host.core.accounts, host.links, host.process, host.store, host.store.records; protocol:
notation, vocabulary.
"""
