"""The technician's screen on its way to the customer. No widgets.

May import protocol: mirror.capture.common, mirror.picture, mirror.send, notation, seat, vocabulary; resources: program.
"""
