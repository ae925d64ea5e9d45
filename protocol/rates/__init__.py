"""How often something may come, as whoever receives it counts. Pure.

May import nothing of ours.
"""
