"""What operates the customer's computer: a process of its own, which exists only while the customer allows it.

May import protocol: link, mirror.picture, notation, system, vocabulary; resources: program.
"""
