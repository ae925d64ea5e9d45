"""The ways to a host, up to a connection: its addresses, proxies; they race, and what has worked is remembered.

May import protocol: system.
"""
