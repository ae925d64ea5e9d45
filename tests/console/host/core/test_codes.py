"""Routes of live codes."""

import re

import pytest

from console.host.core import codes as codes_module
from console.host.core.codes import CODE_VALID_S, CODES, SLOTS, Codes, slot_of
from protocol.notation.joincode import ROUTE
from protocol.vocabulary.messages import Reason, Role

ONE, TWO = b"1" * 16, b"2" * 16


def test_a_code_is_found_by_four_digits():
    codes = Codes()
    code = codes.make(ONE, 0)
    assert len(code.route) == 4
    assert code.route.isdigit()
    assert codes.find(code.route, 1) == code


def test_a_code_is_valid_for_ten_minutes():
    codes = Codes()
    code = codes.make(ONE, 0)
    assert CODE_VALID_S == 600
    assert codes.find(code.route, 599.9) == code
    assert codes.find(code.route, 600) is Reason.CODE_EXPIRED


def test_a_session_has_one_live_code():
    codes = Codes()
    older = codes.make(ONE, 0)
    newer = codes.make(ONE, 1)
    assert codes.of_session(ONE) == newer
    if newer.route != older.route:
        assert codes.find(older.route, 2) is Reason.UNKNOWN_CODE


@pytest.mark.parametrize("reason", [Reason.CODE_BURNED, Reason.CODE_EXPIRED, Reason.UNKNOWN_CODE])
def test_an_ended_code_says_why(reason):
    codes = Codes()
    code = codes.make(ONE, 0)
    assert codes.end(ONE, reason) == code
    assert codes.find(code.route, 1) is reason
    assert codes.end(ONE, reason) is None


def test_a_route_that_never_was_is_unknown():
    assert Codes().find("0000", 0) is Reason.UNKNOWN_CODE


def test_routes_of_live_codes_differ_and_their_number_is_bounded():
    codes = Codes()
    made = [codes.make(number.to_bytes(16, "big"), 0) for number in range(CODES)]
    assert len({code.route for code in made}) == CODES
    assert codes.make(TWO, 0) is None
    codes.end((0).to_bytes(16, "big"), Reason.UNKNOWN_CODE)
    assert codes.make(TWO, 0) is not None


def test_a_session_has_a_code_for_a_customer_and_one_for_colleagues_beside_it():
    codes = Codes()
    customers, colleagues = codes.make(ONE, 0), codes.make(ONE, 0, Role.COLLABORATOR)
    assert codes.find(customers.route, 1).role is Role.CUSTOMER
    assert codes.find(colleagues.route, 1).role is Role.COLLABORATOR
    codes.end(ONE, Reason.CODE_BURNED, Role.COLLABORATOR)
    assert codes.of_session(ONE) == customers
    assert codes.of_session(ONE, Role.COLLABORATOR) is None


def test_a_link_has_a_route_of_its_own_that_leads_to_the_same_code():
    codes = Codes()
    code = codes.make(ONE, 0)
    assert re.fullmatch(ROUTE, code.link_route)
    assert len(code.link_route) >= 8
    assert codes.find(code.link_route, 1) == code
    assert codes.make(TWO, 0).link_route != code.link_route


def test_burned_digits_leave_the_link():
    codes = Codes()
    code = codes.make(ONE, 0)
    assert codes.burn(ONE, Role.CUSTOMER) == code
    assert codes.burn(ONE, Role.CUSTOMER) is None
    assert codes.find(code.route, 1) is Reason.CODE_BURNED
    assert codes.find(code.link_route, 1) == code
    assert codes.end(ONE, Reason.UNKNOWN_CODE) == code
    assert codes.find(code.link_route, 1) is Reason.UNKNOWN_CODE
    assert codes.find(code.route, 1) is Reason.CODE_BURNED


def test_burned_digits_that_lead_elsewhere_by_now_stay_when_their_first_code_ends(monkeypatch):
    codes = Codes()
    code = codes.make(ONE, 0)
    codes.burn(ONE, Role.CUSTOMER)
    monkeypatch.setattr(Codes, "_free_route", lambda self: code.route)
    other = codes.make(TWO, 0)
    codes.end(ONE, Reason.CODE_EXPIRED)
    assert codes.find(code.route, 1) == other


@pytest.mark.parametrize("slot", range(SLOTS))
def test_a_links_route_tells_whose_slot_it_is(slot):
    codes = Codes()
    codes.slot = slot
    made = [codes.make(bytes([number]) * 16, 0) for number in range(20)]
    assert {slot_of(code.link_route) for code in made} == {slot_of(code.route) for code in made} == {slot}


def test_why_a_route_ended_is_not_remembered_without_end(monkeypatch):
    monkeypatch.setattr(codes_module, "ENDED_KEPT", 4)
    codes = Codes()
    for number in range(9):
        codes.make(bytes([number]) * 16, 0)
        codes.end(bytes([number]) * 16, Reason.CODE_EXPIRED)
    assert len(codes._ended) == 4
