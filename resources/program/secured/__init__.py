"""When the screen is not its user's to show: locked, asleep, another's, or asking for a password.

May import protocol: mirror.capture.common, vocabulary; resources: program.
"""
