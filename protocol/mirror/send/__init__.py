"""Whoever shows a desktop: what there is to show, the capture thread, and the way to one receiver.

May import protocol: link, mirror.capture, mirror.capture.common, mirror.encode, mirror.picture, notation,
rates, vocabulary.
"""
