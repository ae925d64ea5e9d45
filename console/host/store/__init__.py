"""The database, and the thread that alone writes to it. All SQL is in here.

May import console: host.core, host.core.accounts, host.core.chain; protocol: notation, system, vocabulary.
"""
