"""The customer's desktop, as the technician asks for it, sees it and operates it. No widgets.

May import protocol: link, notation, rates, seat, vocabulary; resources: mirror.
"""
