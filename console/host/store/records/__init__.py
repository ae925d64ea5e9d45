"""What is read from the tables and written to them, by topic.

May import console: host.core, host.core.accounts, host.core.chain, host.core.guests, host.store.records.beside,
host.store.tables; protocol: notation, vocabulary.
"""
