"""What is fixed at every host: for how long what is waited for and kept, and how much is remembered.

The programs at the other end count on these (PROTOCOL.md), or nobody is kept from anything by them; what bounds how
much of a host somebody may take is in `limits`.
"""

from __future__ import annotations

SEAT_KEPT_S = 120.0  # how long a seat waits for its member
HEIR_KEPT_S = 30.0  # how long a technician who accepted a session has to take its seat
DESKTOP_KEPT_S = 30.0  # how long consent to see or operate the customer's desktop outlives a lost link
ADMIT_S = 60.0  # for the lead's part of a join, which may need a click
JOINER_STEPS = 4  # steps of one joiner
PUZZLE_VALID_S = 120.0  # from when work is asked for until it must be done
PUZZLES_KEPT = 65_536  # solved puzzles that are remembered until they are valid no more
TURN_S = 5.0  # that a connection waits for the host to begin its handshake
RESERVED_FILES = 256  # of those a host opens, for the database, logs, downloads and the like; a quarter at most
KEEPALIVE_S = 15.0  # from an answer to a browser to its next request over the same connection
SHORT_WAIT_S = 60.0  # a customer who goes sooner, and whom nobody has picked up, did not wait well
WAIT_KEPT_S = 60.0  # how long the place of a customer outlives a lost link
CALL_IN_S = 30.0  # for the console of whoever picked up to begin
HAND_OVER_S = 75.0  # for the lead to let in who has picked their session up; a click may be needed
CALLED_S = 60.0  # for a customer who was picked up to take the seat
QUEUE_TRANSFER_S = 1800.0  # that a session waits in a queue; then it goes on with its lead
GROUPS = 300  # technician groups, so that a console can be told all of them
TECHNICIANS = 2000  # likewise
LOGIN_DELAYS_KEPT_S = 900.0  # how long wrong tries at a name are remembered after the last one
KNOWN_IN_A_ROW = 4  # from where somebody is known, before one of the others has a turn
KNOWN_PLACES = 40  # sources and devices that are remembered of each technician
LOGIN_S = 60.0  # that a console waits for its login
KEYS = 4096  # that one rate remembers
REFUSALS_SAID_A_MINUTE = 1  # of one reason why a page gets no link, in the log
