"""What technicians ask for beside sessions: login, colleagues, administration, reports, invitations.

May import console: host.core, host.core.accounts, host.core.chain, host.peers, host.queue, host.sessions, host.store,
host.store.records, host.store.tables; protocol: link, vocabulary.
"""
