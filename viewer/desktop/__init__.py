"""The customer's desktop: consent, the picture that is sent, the port to mouse and keyboard. No widgets.

May import protocol: mirror.capture.common, mirror.picture, mirror.send, notation, rates, seat, vocabulary.
"""
