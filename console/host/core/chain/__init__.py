"""The audit's chain of hashes: marks in place of names and addresses, the cut through old rows, what checks it. Pure.

May import console: host.core.
"""
