"""What must no longer be sent once something has ended."""

import itertools

import pytest

from console.host.core.room.cuts import cut
from console.host.core.room.seats import HoldChanged
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import Channel, Reason, Sealed, ShareChanged

SESSION = bytes(16)
LEAD, CUSTOMER, COLLEAGUE = 1, 2, 3


def taken_out(event):
    """Return which content is taken out, of all that anybody could have sent to anybody: sender, receiver, channel."""
    unwanted = cut(event)
    members = (LEAD, CUSTOMER, COLLEAGUE)
    every = itertools.product(members, members, Channel)
    boxes = ((s, r, Sealed(session=SESSION, member=s, generation=1, channel=c, box=b"")) for s, r, c in every if s != r)
    return set() if unwanted is None else {(s, r, box.channel) for s, r, box in boxes if unwanted(r, box)}


def desktop(access):
    return DesktopChanged(session=SESSION, member=COLLEAGUE, access=access, by=CUSTOMER, reason=Reason.REVOKED)


def test_the_end_of_a_share_takes_out_what_its_technician_sent_of_it():
    ended = ShareChanged(session=SESSION, sharing=0, by=CUSTOMER, reason=Reason.WINDOW_CLOSED, before=COLLEAGUE)
    gone = taken_out(ended)
    assert {sender for sender, _, _ in gone} == {COLLEAGUE}
    assert {channel for _, _, channel in gone} == {Channel.SHARE, Channel.PICTURE, Channel.POINTER}


def test_the_end_of_consent_takes_out_input_and_the_picture():
    gone = taken_out(desktop(Access.NONE))
    assert (COLLEAGUE, CUSTOMER, Channel.INPUT) in gone
    assert (CUSTOMER, COLLEAGUE, Channel.DESKTOP_PICTURE) in gone
    assert {channel for _, _, channel in gone} == {
        *(Channel.INPUT, Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER)
    }
    assert not [pair for pair in gone if COLLEAGUE not in pair[:2]]


def test_who_may_only_see_from_now_on_is_still_shown_what_waits():
    assert {channel for _, _, channel in taken_out(desktop(Access.VIEW))} == {Channel.INPUT}


@pytest.mark.parametrize(
    "event",
    [
        ShareChanged(session=SESSION, sharing=LEAD, by=LEAD, reason=Reason.NONE),
        desktop(Access.CONTROL),
        HoldChanged(on_hold=True, by=LEAD),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_begins_takes_nothing_out(event):
    assert taken_out(event) == set()
