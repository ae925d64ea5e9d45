"""The customer’s desktop with several technicians on a real host: leave, consent, one at a time, and what ends it."""

from __future__ import annotations

from protocol.vocabulary.desktop import Access
from tests.console.session.test_teamwork_with_host import ADA, BOB, command, office

__all__ = ["command", "office"]


async def with_colleague(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    office.viewer.desktop_changed.connect(office.news.tell)
    for technician in (ada, bob):
        technician.session.remote.opened.connect(office.news.tell)
        technician.session.remote.closed.connect(office.news.tell)
    asked = []
    ada.session.remote.leave_asked.connect(lambda *leave: (asked.append(leave), office.news.tell()))
    return ada, bob, asked


async def sees(office, technician, asked, lead):
    """Have a technician ask, the lead give leave where it is needed, the customer allow it, and the picture arrive."""
    technician.session.remote.ask(Access.VIEW)
    if technician is not lead:
        await office.until(lambda: asked)
        lead.session.remote.allow(*asked.pop())
    await office.until(lambda: office.viewer.desktop.question is not None)
    office.viewer.desktop.answer(Access.VIEW)
    await office.until(lambda: technician.session.remote.mirror is not None)


async def test_a_colleague_sees_the_desktop_with_the_leads_leave_until_it_is_taken_away(office):
    ada, bob, asked = await with_colleague(office)
    await sees(office, bob, asked, ada)
    assert office.viewer.desktop.name == BOB
    await office.until(lambda: ("desktop_view_allowed_to", BOB) in ada.events)
    assert ("desktop_view_allowed_by_you", BOB) in office.customer_events
    ada.session.remote.allow(ada.session.remote.holder, Access.NONE)
    await office.until(lambda: bob.session.remote.mirror is None and office.viewer.desktop.access is Access.NONE)
    assert ("desktop_leave_taken", ADA) in bob.events
    assert ada.session.remote.holder == 0


async def test_without_the_leads_leave_the_customer_is_not_even_asked(office):
    ada, bob, asked = await with_colleague(office)
    bob.session.remote.ask(Access.VIEW)
    await office.until(lambda: asked)
    assert office.viewer.desktop.question is None
    ada.session.remote.allow(asked[0][0], Access.NONE)
    await office.until(lambda: ("desktop_leave_declined", ADA) in bob.events)
    assert office.viewer.desktop.question is None


async def test_one_technician_at_a_time_has_the_desktop(office):
    ada, bob, asked = await with_colleague(office)
    await sees(office, bob, asked, ada)
    await sees(office, ada, asked, ada)
    await office.until(lambda: bob.session.remote.access is Access.NONE)
    assert office.viewer.desktop.name == ADA
    assert bob.session.remote.mirror is None
    assert "desktop_replaced" in [event for event, _ in bob.events]


async def test_a_colleague_who_is_removed_sees_nothing_any_more(office):
    ada, bob, asked = await with_colleague(office)
    await sees(office, bob, asked, ada)
    ada.session.team.remove(ada.member(BOB))
    await office.until(lambda: office.viewer.desktop.access is Access.NONE)
    await office.until(lambda: bob.session.remote.mirror is None)


async def test_hold_ends_it_for_both_in_words(office):
    ada, _, asked = await with_colleague(office)
    await sees(office, ada, asked, ada)
    ada.session.team.set_hold(True)
    await office.until(lambda: ada.session.remote.mirror is None and office.viewer.desktop.access is Access.NONE)
    assert "desktop_on_hold" in [event for event, _ in ada.events]
    assert "desktop_on_hold" in [event for event, _ in office.customer_events]


async def test_a_right_taken_away_ends_it_for_both_in_words(office, command):
    ada, _, asked = await with_colleague(office)
    await sees(office, ada, asked, ada)
    command("groups", "set", "support", "view_customer=off")
    await office.until(lambda: ada.session.remote.mirror is None and office.viewer.desktop.access is Access.NONE)
    assert "desktop_right_removed" in [event for event, _ in ada.events]
    assert "desktop_given_back" in [event for event, _ in office.customer_events], "why is no customer's business"
    assert ada.session.remote.blocked(Access.VIEW) == "view_customer_missing"
