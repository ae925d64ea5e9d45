"""The Administration Center: groups, technicians, their rights, Calling Cards.

May import console: admin, windows.parts, windows.reports, windows.webpage; protocol: card, notation, vocabulary;
resources: look, program, words.
"""
