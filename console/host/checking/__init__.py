"""Looks at what a host is configured with before it is started, and says of each thing what is wrong with it.

May import console: host.configuration, host.process, host.store, host.store.tables; protocol: notation.
"""
