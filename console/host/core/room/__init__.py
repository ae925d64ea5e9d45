"""One session as the host knows it: seats, lead, share, access to the customer's desktop. Pure.

May import console: host.core; protocol: vocabulary.
"""
