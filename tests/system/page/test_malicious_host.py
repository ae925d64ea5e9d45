"""A host that means ill says everything that a page takes at all, in each of its states, by the page's own code.

That the host serves the page's code is another matter: SECURITY.md says so. This is about a page that is the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from protocol.trust.introduction import new_secret
from protocol.vocabulary.codec import Message
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Admitted, EndJoin, Joining, JoinStep
from protocol.vocabulary.messages import (
    MemberLeft,
    Reason,
    Refused,
    Role,
    Room,
    Seat,
    SessionClosed,
    SessionState,
    ShareChanged,
)
from protocol.vocabulary.queue import PickedUp, WaitEnded, Waiting
from tests.helpers.chromium import Chromium, chromium
from tests.protocol.golden_messages import CASES
from tests.system.page.test_page_sealing import SESSION, call, to64
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

MESSAGES = [message for vocabulary, _, message in CASES if vocabulary is HOST_VOCABULARY]
SECRET = to64(bytes(16))
BY_LINK = {"call": {"route": "1234", "secret": SECRET}, "sealed": True, "channel": ""}
BY_CODE = {"sealed": True, "channel": "", "call": {"route": "1234", "digits": "56789"}}
IN_A_QUEUE: dict[str, Any] = {}
SEATED = {
    "sealed": True,
    "channel": "",
    "seat": {
        "session": to64(SESSION),
        "member": 2,
        "token": to64(bytes(32)),
        "key": to64(b"k" * 32),
        "secret": to64(new_secret()),
    },
}
PLACE = Waiting(place=1, waited_s=1, token=b"t" * 32)
CALLED = PickedUp(route="9876", secret=b"h" * 16)
BEGUN = Joining(session=SESSION, join=5)
LEAD = Seat(member=1, role=Role.LEAD, present=True, generation=1, salt=b"l" * 16)
OWN = Seat(member=2, role=Role.CUSTOMER, present=True, generation=1, salt=bytes(16))  # the page's own comes into it
HELPER = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"h" * 16)


def room(*seats: Seat, state: SessionState = SessionState.ACTIVE, sharing: int = 0) -> Room:
    return Room(session=SESSION, state=state, seats=(OWN, *seats), sharing=sharing)


STATES: dict[str, tuple[dict[str, Any], list[Message]]] = {
    "came by a link": (BY_LINK, []),
    "joining by a link": (BY_LINK, [BEGUN]),
    "came by a code": (BY_CODE, []),
    "joining by a code": (BY_CODE, [BEGUN]),
    "comes to the queue": (IN_A_QUEUE, []),
    "waiting": (IN_A_QUEUE, [PLACE]),
    "called": (IN_A_QUEUE, [PLACE, CALLED]),
    "joining from the queue": (IN_A_QUEUE, [PLACE, CALLED, BEGUN]),
    "at a seat": (SEATED, []),
    "with a technician": (SEATED, [room(LEAD)]),
    "with two technicians": (SEATED, [room(LEAD, HELPER)]),
    "a technician is away": (SEATED, [room(LEAD), room(replace(LEAD, present=False), state=SessionState.RECONNECTING)]),
    "nobody leads": (SEATED, [room(LEAD, HELPER), room(HELPER, state=SessionState.TRANSFERRING)]),
    "on hold": (SEATED, [room(LEAD, state=SessionState.ON_HOLD)]),
    "a screen is shared": (
        SEATED,
        [room(LEAD), ShareChanged(session=SESSION, sharing=1, by=1, reason=Reason.NONE), room(LEAD, sharing=1)],
    ),
}
EVERYWHERE = {"welcome", "ping", "pong", "refused", "redirected"}
AT_A_SEAT = {"room", "sealed", "share_changed", "member_left", "desktop_changed", "session_closed", "session_use"}
TAKEN = {
    "came by a link": {"joining", "end_join"},
    "joining by a link": {"join_step", "end_join"},
    "came by a code": {"joining", "end_join", "puzzle"},
    "joining by a code": {"join_step", "end_join"},
    "comes to the queue": {"waiting", "wait_ended", "picked_up"},
    "waiting": {"waiting", "wait_ended", "picked_up"},
    "called": {"waiting", "wait_ended", "joining", "end_join"},
    "joining from the queue": {"waiting", "join_step", "end_join"},
    **{state: AT_A_SEAT for state, (kept, _) in STATES.items() if kept is SEATED},
}
"""What an honest host may say there; everything else that a page knows ends the link."""
PAGE_KNOWS = EVERYWHERE.union(*TAKEN.values()) | {"admitted", "session_reported"}


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run('import("/test/sealing_page.js").then((module) => { globalThis.page = module; })')
        yield tab


def heard(tab: Chromium, state: str, *messages: Message) -> dict[str, Any]:
    kept, before = STATES[state]
    says = [to64(HOST_VOCABULARY.encode(message)) for message in (*before, *messages)]
    return call(tab, "heard", {"kept": kept, "says": says})


def aimed(message: Message) -> Message:
    return replace(message, session=SESSION) if "session" in {field.name for field in fields(message)} else message


@pytest.mark.parametrize("state", STATES)
def test_a_page_takes_what_it_has_asked_for_and_nothing_else(tab: Chromium, state: str) -> None:
    before = heard(tab, state)
    assert not before["ended"]
    for message in map(aimed, MESSAGES):
        after = heard(tab, state, message)
        if message.TAG not in PAGE_KNOWS:  # a tag that a page does not know is ignored
            assert after == before, message
        elif message.TAG not in EVERYWHERE | TAKEN[state]:
            assert after["ended"], message
        assert after["seated"] == before["seated"], message
        assert after["believed"] <= before["believed"], message
        if message.TAG != "picked_up" and before["call"] is not None and not after["ended"]:
            assert after["call"] in (before["call"], None), message


@pytest.mark.parametrize(
    "state", ["came by a link", "joining by a link", "came by a code", "joining by a code", "at a seat"]
)
def test_a_page_with_a_link_takes_no_secret_of_the_hosts(tab: Chromium, state: str) -> None:
    """The host could else be the technician, while the page says that only the support can read along."""
    for says in ([CALLED], [PLACE], [PLACE, CALLED], [WaitEnded(reason=Reason.SHUTDOWN), CALLED]):
        after = heard(tab, state, *says)
        assert after["ended"], says
        assert after["sent"].count("join") <= 1
        assert after["call"] == STATES[state][0].get("call")


def test_a_page_is_called_once_and_joins_the_join_that_was_begun(tab: Chromium) -> None:
    assert heard(tab, "called", CALLED)["ended"]
    assert not heard(tab, "called", BEGUN)["ended"]
    assert heard(tab, "called", BEGUN, BEGUN)["ended"]
    for other in (
        JoinStep(session=SESSION, join=6, data=bytes(32)),
        EndJoin(session=SESSION, join=6, reason=Reason.LEFT),
        Admitted(session=SESSION, join=5, member=2, token=b"t" * 32),
    ):
        after = heard(tab, "called", BEGUN, other)
        assert (after["ended"], after["seated"]) == (True, False), other


@pytest.mark.parametrize(
    "over",
    [
        SessionClosed(session=SESSION, reason=Reason.ENDED_BY_LEAD),
        MemberLeft(session=SESSION, member=2, reason=Reason.REMOVED),
        Refused(about="attach", reason=Reason.UNKNOWN_SESSION, session=SESSION),
    ],
)
def test_a_session_that_is_over_has_no_keys_in_the_page_any_more(tab: Chromium, over: Message) -> None:
    assert heard(tab, "at a seat")["keys"]
    after = heard(tab, "at a seat", over)
    assert (after["phase"], after["keys"]) == ("ended", False)
