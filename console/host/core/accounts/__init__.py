"""Technicians and groups, the company's page, and every change of them. Pure.

May import console: host.core, host.core.chain; protocol: notation, vocabulary.
"""
