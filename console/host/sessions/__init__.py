"""Running sessions: joins, attachments, traffic between members, and what is written down of it.

May import console: host.core, host.core.accounts, host.core.guests, host.core.room, host.peers, host.store,
host.store.records, host.store.tables; protocol: link, vocabulary.
"""
