"""The languages the programs speak besides English; `python -m resources.translations` brings them up to date.

May import resources: files.
"""
