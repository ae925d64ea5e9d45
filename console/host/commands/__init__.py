"""The host's command line, a module for each command.

May import console: host.checking, host.commands.line, host.configuration, host.core, host.core.accounts,
host.core.guests, host.process, host.store, host.store.records, host.store.tables; protocol: card, entry, notation,
system, vocabulary.
"""
