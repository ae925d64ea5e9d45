"""What the Administration Center knows without its windows: groups, technicians, reports, unsaved changes.

May import protocol: notation, system, vocabulary.
"""
