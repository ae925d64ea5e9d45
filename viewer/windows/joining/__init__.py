"""The page that asks for the code, its field, its foot, and what stands there while a connection is made.

May import viewer: way_in; protocol: notation; resources: look, program, words.
"""
