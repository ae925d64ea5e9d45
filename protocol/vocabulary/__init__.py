"""Every message by topic, with the limits of its fields, and who may say it.

May import protocol: notation, rates.
"""
