"""What every program of ours asks of its system: files that are its user's alone, no memory on the disk, short logs.

May import nothing of ours.
"""
