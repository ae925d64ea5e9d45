"""Technicians and groups, and every change of them. Pure.

May import console: host.core; protocol: notation, vocabulary.
"""
