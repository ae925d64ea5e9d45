"""The window with the technician's screen, and all that the customer sees while their own desktop is shown.

May import viewer: desktop, global_key, session; protocol: vocabulary; resources: look, mirror, mirror.window,
program, words.
"""
