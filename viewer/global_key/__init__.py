"""One key that works wherever the customer is: it takes everything back.

May import nothing of ours.
"""
