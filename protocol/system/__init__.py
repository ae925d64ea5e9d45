"""What every program of ours asks of its system: private files, locks, no memory on the disk, short logs.

May import nothing of ours.
"""
