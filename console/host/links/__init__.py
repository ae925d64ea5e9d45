"""Members' links and the way of each message to its handler; other hosts; pages for browsers.

May import console: host.core, host.core.accounts, host.guests, host.peers, host.queue, host.sessions, host.store,
host.store.records, host.store.tables, host.technicians; protocol: link, notation, rates,
vocabulary.
"""
