"""One connected program: what is sent to it, and what it may say before the host knows it.

May import console: host.core, host.core.accounts, host.core.guests; protocol: link, rates, vocabulary.
"""
