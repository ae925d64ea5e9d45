"""How things are written: codes and links, names, colours, pictures (PNG), tables (CSV), keys (keysyms). Pure.

May import nothing of ours.
"""
