"""The steps by which the tables became what they are, one revision a module, as Alembic runs them.

A step stays as it was when it was released: it names no table and no right of today.

May import nothing of ours.
"""
