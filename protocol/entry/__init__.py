"""How a console comes into a host that asks for no account: what its key signs, and how that is called. Pure.

May import protocol: vocabulary.
"""
