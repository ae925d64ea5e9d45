"""The words for each change of access to the customer's desktop."""

import pytest

from console.remote.events import other_event, own_event
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import Reason, Role
from resources.words.sentences import EVENTS

OWN, CUSTOMER, LEAD = 1, 2, 3
NONE, VIEW, CONTROL = Access.NONE, Access.VIEW, Access.CONTROL
ROLES = {0: None, CUSTOMER: Role.CUSTOMER, OWN: Role.COLLABORATOR, LEAD: Role.LEAD}


def change(access: Access, by: int, reason: Reason) -> DesktopChanged:
    return DesktopChanged(session=b"s" * 16, member=OWN, access=access, by=by, reason=reason)


@pytest.mark.parametrize(
    ("before", "now", "by", "reason", "event"),
    [
        (NONE, VIEW, CUSTOMER, Reason.NONE, "desktop_view_allowed"),
        (VIEW, CONTROL, CUSTOMER, Reason.NONE, "desktop_control_allowed"),
        (NONE, VIEW, 0, Reason.NONE, ""),
        (VIEW, VIEW, 0, Reason.NONE, ""),
        (VIEW, VIEW, CUSTOMER, Reason.NONE, "desktop_control_declined"),
        (NONE, NONE, CUSTOMER, Reason.DECLINED, "desktop_declined"),
        (NONE, NONE, LEAD, Reason.DECLINED, "desktop_leave_declined"),
        (NONE, NONE, 0, Reason.TIMED_OUT, "desktop_unanswered"),
        (NONE, NONE, 0, Reason.ON_HOLD, "desktop_on_hold"),
        (NONE, NONE, 0, Reason.LEFT, "desktop_ended"),
        (NONE, NONE, OWN, Reason.STOPPED, ""),
        (VIEW, NONE, CUSTOMER, Reason.REVOKED, "desktop_revoked"),
        (VIEW, NONE, 0, Reason.TIMED_OUT, "desktop_lost"),
        (VIEW, NONE, LEAD, Reason.STOPPED, "desktop_leave_taken"),
        (VIEW, NONE, 0, Reason.LEFT, "desktop_ended"),
        (CONTROL, NONE, CUSTOMER, Reason.REPLACED, "desktop_replaced"),
        (CONTROL, VIEW, 0, Reason.RIGHT_REMOVED, "desktop_control_right_removed"),
        (CONTROL, VIEW, OWN, Reason.STOPPED, ""),
    ],
)
def test_each_change_of_ones_own_access_has_its_words(before, now, by, reason, event):
    assert own_event(before, change(now, by, reason), ROLES[by]) == event
    assert not event or event in EVENTS


@pytest.mark.parametrize(
    ("had_it", "now", "by", "reason", "event"),
    [
        (False, VIEW, CUSTOMER, Reason.NONE, "desktop_view_allowed_to"),
        (True, CONTROL, CUSTOMER, Reason.NONE, "desktop_control_allowed_to"),
        (True, NONE, CUSTOMER, Reason.REVOKED, "desktop_other_ended"),
        (True, NONE, 0, Reason.TIMED_OUT, "desktop_other_ended"),
        (False, NONE, CUSTOMER, Reason.DECLINED, ""),
        (False, NONE, 0, Reason.RIGHT_REMOVED, ""),
        (True, VIEW, 0, Reason.TIMED_OUT, ""),
        (False, VIEW, 0, Reason.NONE, ""),
    ],
)
def test_each_change_of_anothers_access_has_its_words(had_it, now, by, reason, event):
    assert other_event(change(now, by, reason), had_it=had_it) == event
    assert not event or event in EVENTS


@pytest.mark.parametrize(
    ("before", "reason", "event"),
    [
        (Access.VIEW, Reason.CAPTURE_FAILED, "desktop_unreadable"),
        (Access.CONTROL, Reason.CAPTURE_FAILED, "desktop_unreadable"),
        (Access.NONE, Reason.CAPTURE_FAILED, "desktop_unreadable"),
        (Access.VIEW, Reason.TIMED_OUT, "desktop_lost"),
        (Access.VIEW, Reason.REVOKED, "desktop_revoked"),
    ],
)
def test_what_the_customer_did_not_wish_is_not_told_as_their_wish(before, reason, event) -> None:
    changed = DesktopChanged(session=bytes(16), member=1, access=Access.NONE, by=2, reason=reason)
    assert own_event(before, changed, Role.CUSTOMER) == event
