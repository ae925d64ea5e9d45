"""An administrator's console notices that a host's audit was rewritten, cut short, or replaced by an older one."""

import pytest

from console.admin.audit_heads import EVERY_MS, AuditHeads
from console.admin.reports import Reports
from protocol.vocabulary.reports import AskAuditHead, AuditChecked, RowTotal
from tests.helpers.reports_by_hand import ReportsByHand

DESK = "name desk.example:443"


@pytest.fixture
def by_hand(qtbot):
    return ReportsByHand(Reports())


@pytest.fixture
def file(tmp_path):
    return tmp_path / "console" / "heads.json"


def log_in(heads, by_hand, host=DESK):
    by_hand.reports.link_up(by_hand.send)
    heads.watch(host)
    by_hand.answer()
    return heads


@pytest.fixture
def heads(by_hand, file):
    return log_in(AuditHeads(by_hand.reports, file), by_hand)


def goes_on(by_hand, number=50, head=b"i" * 32):
    by_hand.before[by_hand.head_number] = by_hand.head
    by_hand.head_number, by_hand.head = number, head


def test_an_audit_that_goes_on_is_followed_over_restarts_of_the_console(heads, by_hand, file):
    assert heads.rewritten == 0
    goes_on(by_hand)
    by_hand.reports.link_down()
    again = log_in(AuditHeads(by_hand.reports, file), by_hand)
    assert again.rewritten == 0
    assert AskAuditHead(request=by_hand.asked[-1].request, number=40) == by_hand.asked[-1]
    goes_on(by_hand, 60, b"j" * 32)
    again._ask()
    by_hand.answer()
    assert (again.rewritten, by_hand.asked[-1].number) == (0, 50)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("then", [b"x" * 32, b""], ids=["rewritten", "cut short, or an older backup"])
def test_another_audit_is_noticed_and_stands_until_somebody_takes_note(heads, by_hand, file, then):
    goes_on(by_hand)
    by_hand.before[40] = then
    changes = []
    heads.changed.connect(lambda: changes.append(heads.rewritten))
    heads._ask()
    by_hand.answer()
    assert changes == [40]
    by_hand.reports.link_down()
    assert log_in(heads, by_hand).rewritten == 40, "nothing was remembered in its place"
    heads.take_note()
    assert heads.rewritten == 0
    by_hand.reports.link_down()
    assert log_in(heads, by_hand).rewritten == 0


def test_it_is_asked_once_an_hour_and_of_each_host_for_itself(heads, by_hand):
    assert heads._timer.interval() == EVERY_MS == 3_600_000
    assert heads._timer.isActive()
    by_hand.reports.link_down()
    assert not heads._timer.isActive()
    log_in(heads, by_hand, "name other.example:443")
    assert by_hand.asked[-1].number == 0


def test_whoever_is_no_administrator_asks_nothing(by_hand, file):
    log_in(AuditHeads(by_hand.reports, file), by_hand, host="")
    assert by_hand.asked == []


def test_a_damaged_file_is_as_none(by_hand, file):
    file.parent.mkdir()
    file.write_text('{"name desk.example:443": 7}')
    assert log_in(AuditHeads(by_hand.reports, file), by_hand).rewritten == 0
    assert by_hand.asked[-1].number == 0


def test_an_answer_to_another_question_is_none_whatever_number_it_has(by_hand, file):
    by_hand.reports.link_up(by_hand.send)
    heads = AuditHeads(by_hand.reports, file)
    heads.watch(DESK)
    (question,) = by_hand.asked
    for message in (
        RowTotal(request=question.request, rows=7),
        AuditChecked(request=question.request, rows=7, broken=0),
    ):
        assert not by_hand.reports.receive(message)
    by_hand.answer()
    assert heads.rewritten == 0
    assert file.exists()
