"""The customer's session, from the seat to the end. No widgets.

May import viewer: desktop, way_in; protocol: link, mirror.send, notation, seat, vocabulary; resources: mirror.
"""
