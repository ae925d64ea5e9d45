"""The tables in SQLite and PostgreSQL, and the upgrade of those of earlier versions.

May import protocol: system.
"""
