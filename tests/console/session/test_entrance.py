"""Both ways into a session at once: whom the technician is asked about, and whom the answer is for."""

from __future__ import annotations

from console.connection.outside import Outside
from console.session.entrance import Entrance
from protocol.trust.join_proof import Grant


def test_who_was_asked_about_first_is_asked_about_until_there_is_an_answer():
    """Else a click on its way to the colleague would let the customer's code in, and the other way round."""
    sent = []
    entrance = Entrance(
        session=b"s" * 16,
        send=sent.append,
        grant=lambda role: Grant(key=bytes(32), lead_name="Anna", customer_name="Max", channel=""),
        outside=lambda: Outside("support.example", None),
        certificate=lambda: b"f" * 32,
        changed=lambda role: None,
        allowed=lambda role: True,
        withdraw=lambda key: None,
    )
    for admission, at in ((entrance.colleague, 1.0), (entrance.customer, 2.0)):
        admission._proven.append(5)
        admission.asked_at = at
    assert entrance.waiting is entrance.colleague
    entrance.decide(False)
    assert (entrance.colleague.needs_click, entrance.customer.needs_click) == (False, True)
    assert entrance.waiting is entrance.customer
