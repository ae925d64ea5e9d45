"""The technician's program.

May import protocol; resources.
"""
