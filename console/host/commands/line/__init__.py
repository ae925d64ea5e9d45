"""What the whole command line has: its parser, its answers, its completion, and who runs it.

May import console: host.core, host.process.
"""
