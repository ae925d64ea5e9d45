"""Customers who wait without a code, and the technicians who pick them up.

May import console: host.core, host.core.accounts, host.peers, host.sessions, host.store, host.store.records,
host.store.tables; protocol: link, vocabulary.
"""
