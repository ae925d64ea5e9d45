"""What the console asks about a host for anybody: its terms, an invitation, where a customer is.

May import console: connection; protocol: vocabulary; resources: look.
"""
