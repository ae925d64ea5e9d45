"""Technicians without an account: who they are, what they may use, and how they share the line. Pure.

May import console: host.core, host.core.accounts; protocol: entry, rates, vocabulary.
"""
