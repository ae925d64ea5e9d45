"""How things are written: codes and links, pictures (PNG), tables (CSV), keys (keysyms). Pure.

May import nothing of ours.
"""
