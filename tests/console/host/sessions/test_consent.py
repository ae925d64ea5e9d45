"""The customer’s desktop at a real host: asked for, granted, taken back."""

import pytest

from console.host.__main__ import main
from console.host.core.terms import DESKTOP_KEPT_S
from console.host.sessions import consent, sessions
from console.host.store.store import Store
from protocol.vocabulary.desktop import (
    CONSENT_S,
    Access,
    AllowDesktop,
    AskDesktop,
    DesktopAsked,
    DesktopChanged,
    GrantDesktop,
)
from protocol.vocabulary.messages import Channel, Leave, Reason, Refused, Sealed, SessionClosed


def generation(case, member):
    return case.host.gateway.services.sessions.find(case.session).room.seats.place(member).generation


def ask(case, access):
    case.console.send(AskDesktop(session=case.session, access=access))


def answer(case, access):
    case.viewer.send(GrantDesktop(session=case.session, member=1, access=access))


async def granted(case, access):
    ask(case, access)
    assert (await case.viewer.get(DesktopAsked)).access is access
    answer(case, access)
    for member in (case.console, case.viewer):
        changed = await member.get(DesktopChanged)
        assert (changed.member, changed.access, changed.by) == (1, access, 2)
    return case


def box(case, to, channel, content):
    sealed = Sealed(session=case.session, member=to, generation=generation(case, to), channel=channel, box=content)
    (case.console if to == 2 else case.viewer).send(sealed)


async def test_a_technician_sees_and_operates_what_the_customer_granted(active):
    await granted(active, Access.CONTROL)
    box(active, 1, Channel.DESKTOP_PICTURE, b"picture")
    assert (await active.console.get(Sealed)).box == b"picture"
    box(active, 2, Channel.INPUT, b"key")
    assert (await active.viewer.get(Sealed)).box == b"key"


async def test_no_input_passes_without_consent_or_after_it(active):
    box(active, 2, Channel.INPUT, b"too early")
    await granted(active, Access.CONTROL)
    answer(active, Access.NONE)
    revoked = await active.console.get(DesktopChanged)
    assert (revoked.access, revoked.reason) == (Access.NONE, Reason.REVOKED)
    box(active, 2, Channel.INPUT, b"too late")
    await active.console.settled()
    assert not [message for message in await active.viewer.settled() if isinstance(message, Sealed)]


async def test_input_that_still_waits_is_not_sent_after_the_end_of_the_consent(active):
    await granted(active, Access.CONTROL)
    active.viewer.link._transport.pause_reading()
    for _ in range(50):  # 3 MB: more than the sockets hold, less than the bound
        box(active, 2, Channel.INPUT, bytes(60_000))
    ask(active, Access.NONE)
    await active.console.get(DesktopChanged)
    active.viewer.link._transport.resume_reading()
    seen = await active.viewer.settled()
    assert len([message for message in seen if isinstance(message, Sealed)]) < 50
    assert isinstance(seen[-1], DesktopChanged)


@pytest.mark.parametrize("message", [GrantDesktop, AllowDesktop], ids=lambda kind: kind.TAG)
async def test_a_lead_does_not_answer_for_the_customer_nor_the_customer_for_the_lead(active, message):
    sender = active.console if message is GrantDesktop else active.viewer
    ask(active, Access.CONTROL)
    sender.send(message(session=active.session, member=1, access=Access.CONTROL))
    refused = await sender.get(Refused)
    assert refused == Refused(about=message.TAG, reason=Reason.NOT_ALLOWED, session=active.session)
    assert active.host.gateway.services.sessions.find(active.session).room.desktop.member == 0


async def test_the_customer_grants_no_more_than_was_asked_for(active):
    ask(active, Access.VIEW)
    await active.viewer.get(DesktopAsked)
    answer(active, Access.CONTROL)
    assert (await active.viewer.get(Refused)).about == "grant_desktop"


async def test_an_answer_is_waited_for_a_minute_and_no_longer(active, monkeypatch):
    assert CONSENT_S == 60
    monkeypatch.setattr(consent, "CONSENT_S", 0.05)
    ask(active, Access.VIEW)
    changed = await active.console.get(DesktopChanged)
    assert (changed.access, changed.reason) == (Access.NONE, Reason.TIMED_OUT)
    await active.viewer.get(DesktopAsked, lambda asked: asked.access is Access.NONE)


async def test_consent_outlives_a_lost_link_for_half_a_minute_and_no_longer(active, monkeypatch):
    assert DESKTOP_KEPT_S == 30
    await granted(active, Access.VIEW)
    active.viewer.close()
    await active.console.room(lambda room: room.state == "reconnecting")
    again = await active.host.client()
    await again.attach(active.session, 2, active.customer_token)
    assert (await again.get(DesktopChanged)).access is Access.VIEW
    monkeypatch.setattr(sessions, "DESKTOP_KEPT_S", 0.05)
    again.close()
    changed = await active.console.get(DesktopChanged)
    assert (changed.access, changed.by, changed.reason) == (Access.NONE, 0, Reason.TIMED_OUT)


async def test_a_right_taken_away_leaves_what_the_others_allow(active):
    await granted(active, Access.CONTROL)
    for right, left in (("control_customer", Access.VIEW), ("view_customer", Access.NONE)):
        assert main(["groups", "set", "support", f"{right}=off", "--data", str(active.host.path)]) == 0
        changed = await active.viewer.get(DesktopChanged)
        assert (changed.access, changed.reason) == (left, Reason.RIGHT_REMOVED)
    ask(active, Access.VIEW)
    assert (await active.console.get(Refused)).about == "ask_desktop"


async def test_nobody_has_the_desktop_of_the_next_customer(active):
    await granted(active, Access.CONTROL)
    active.viewer.send(Leave(session=active.session))
    assert (await active.console.get(DesktopChanged)).reason is Reason.LEFT
    await active.join()
    box(active, active.customer, Channel.INPUT, b"key")
    await active.console.settled()
    assert not [message for message in await active.viewer.settled() if isinstance(message, Sealed)]


async def test_the_audit_tells_who_asked_and_what_came_of_it(active):
    await granted(active, Access.VIEW)
    answer(active, Access.NONE)
    await active.console.get(DesktopChanged)
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    rows = [row.entry for row in store.audit.rows() if row.entry.event.startswith("desktop")]
    store.close()
    assert [(entry.event, entry.member, entry.detail) for entry in rows] == [
        ("desktop_asked", 1, "view"),
        ("desktop_changed", 2, "member=1 access=view none"),
        ("desktop_used", 1, "view 0 s, 0 inputs"),
        ("desktop_changed", 2, "member=1 access=none revoked"),
    ]


async def test_the_audit_tells_by_whom_and_how_often_a_desktop_was_operated(active):
    await granted(active, Access.CONTROL)
    for _ in range(3):
        box(active, 2, Channel.INPUT, b"key")
        await active.viewer.get(Sealed)
    active.console.send(Leave(session=active.session))
    await active.viewer.get(SessionClosed)
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    (used,) = [row.entry for row in store.audit.rows() if row.entry.event == "desktop_used"]
    store.close()
    assert (used.member, used.session) == (1, active.session)
    assert used.detail.startswith("control ")
    assert used.detail.endswith(" s, 3 inputs")
