"""Technicians without an account at a host for anybody: who comes in, what they use, who is banned, what is reported.

May import console: host.core, host.core.accounts, host.core.guests, host.core.room, host.peers, host.sessions,
host.store, host.store.records, host.store.tables, host.technicians; protocol: entry, link, rates, vocabulary.
"""
