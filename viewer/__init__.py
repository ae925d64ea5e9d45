"""The customer's program.

May import protocol; resources.
"""
