"""The Administration Center's reports: sessions, audit, charts.

May import console: admin, windows.parts; protocol: notation, vocabulary; resources: look, program, words.
"""
