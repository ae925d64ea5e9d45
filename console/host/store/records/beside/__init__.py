"""What stands beside the audit's rows: whom and which addresses their marks mean, and the cut through old rows.

May import console: host.core, host.core.chain, host.store.tables.
"""
