"""Ways into a colleague's session: invitations that arrive, and codes; the host is written by hand."""

import time
from types import SimpleNamespace

import pytest

from console.connection.colleagues import Colleagues
from console.connection.known_devices import Standing
from console.desk import invited
from console.desk.colleague_join import ColleagueJoin
from console.desk.invited import OPEN_LIMIT, OPEN_OF_ONE, SEATED_S, IncomingInvitations
from protocol.notation import joincode
from protocol.trust.device import Device
from protocol.trust.introduction import public_key
from protocol.trust.invitation import Answer, InvitationGrant, InvitationKeys, Terms, wrap_grant, wrap_keys
from protocol.trust.join_proof import Grant, LeadExchange
from protocol.trust.sealing import Keyring
from protocol.vocabulary.accounts import DeviceKeys, Prekey
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.joins import Admitted, EndJoin, Join, JoinStep
from protocol.vocabulary.messages import Channel, OpenSession, Reason, Refused, Role
from protocol.vocabulary.teamwork import (
    INVITATION_S,
    AnswerInvitation,
    ColleagueJoining,
    InvitationAccepted,
    InvitationEnded,
    InvitationKind,
    Invited,
)
from tests.console.colleagues_by_hand import ConsoleByHand
from tests.helpers.by_hand import SESSION, LinkByHand

OWN, ADA, EVE = Device(b"o" * 32, b"p" * 32), Device(b"a" * 32, b"b" * 32), Device(b"e" * 32, b"f" * 32)
NUMBER = 7  # Ada's
FINGERPRINT = b"f" * 32
TOKEN = b"t" * 32


class Guest:
    """The way in by invitation."""

    def __init__(self, folder):
        self.colleagues = Colleagues(folder / "keys")
        self.colleagues.logged_in("host")
        self.incoming = IncomingInvitations(device=OWN, colleagues=self.colleagues)
        self.sent, self.arrived, self.gone, self.seats, self.problems = [], [], [], [], []
        self.incoming.arrived.connect(self.arrived.append)
        self.incoming.gone.connect(lambda view, code: self.gone.append(code))
        self.incoming.seated.connect(lambda *seat: self.seats.append(seat))
        self.incoming.problem.connect(self.problems.append)
        self.incoming.link_up(self.sent.append)
        keys, self.prekey = self.sent
        assert (type(keys), type(self.prekey)) == (DeviceKeys, Prekey)
        self.sent.clear()
        self.sees(ADA)
        assert self.colleagues.trust(self.colleagues.find(NUMBER), compared=False)

    def sees(self, device, name="Ada"):
        message = ConsoleByHand(NUMBER, name, device).shown()
        self.colleagues.handlers()[type(message)](message)

    def told(self, message):
        self.incoming.handlers()[type(message)](message)

    def terms(self, device=ADA, kind=InvitationKind.COLLABORATE):
        return Terms(session=SESSION, kind=kind, sender=device.public, receiver=OWN.public, prekey=self.prekey.key)

    def invited(self, *, device=ADA, number=4, kind=InvitationKind.COLLABORATE, sender=NUMBER):
        grant = InvitationGrant(member=1, key=LEAD_KEY, lead_name="Ada", customer_name="Max")
        self.grant = wrap_grant(grant, self.terms(device, kind), device)
        self.told(Invited(session=SESSION, invitation=number, sender=sender, kind=kind, grant=self.grant))

    def says_yes(self):
        """Accept the first invitation; return what the lead learns."""
        self.incoming.answer(self.arrived[0], True)
        (answer,) = self.sent
        return answer

    def accepted(self, seat_key, device=ADA, member=3, signed_by=ADA, channel=""):
        vouch = Vouch(member=2, key=b"c" * 32, customer=True, ticket=TOKEN)
        answer = Answer(number=4, grant=self.grant, lead_key=LEAD_KEY, seat_key=seat_key)
        keys = wrap_keys(InvitationKeys(vouches=(vouch,), channel=channel), answer, self.terms(device), signed_by)
        self.told(InvitationAccepted(session=SESSION, invitation=4, member=member, token=TOKEN, keys=keys))


LEAD_KEY = public_key(b"l" * 32)


@pytest.fixture
def guest(tmp_path, qapp):
    return Guest(tmp_path)


def declined(number=4):
    return AnswerInvitation(session=SESSION, invitation=number, accept=False)


def test_an_invitation_shows_who_sent_it_and_about_whom(guest):
    guest.invited()
    (view,) = guest.arrived
    assert (view.sender.name, view.customer, view.standing) == ("Ada", "Max", Standing.SEEN)
    assert view.sender.fingerprint == ADA.fingerprint
    assert guest.incoming.all[0].number == 4


def test_an_accepted_invitation_leads_to_a_seat_with_a_key_of_its_own_that_knows_everybody(guest):
    guest.invited()
    answer = guest.says_yes()
    signed = Answer(number=4, grant=guest.grant, lead_key=LEAD_KEY, seat_key=answer.key)
    assert signed.is_signed(guest.terms(), answer.signature)
    guest.accepted(answer.key)
    ((seat, name, _),) = guest.seats
    assert (seat.member, seat.role, public_key(seat.secret), name) == (3, Role.COLLABORATOR, answer.key, "Max")
    assert OWN.exchange not in (seat.secret, seat.key)
    assert [known.member for known in seat.book.known] == [1, 2]
    assert seat.book.leads == (1,)
    assert guest.gone == [""]
    guest.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.NONE))
    assert guest.gone == [""]


def test_whoever_gets_the_device_later_opens_nothing_that_was_recorded(guest):
    """The host keeps boxes, salts and both seats' public keys; years later it gets `device.key`."""
    guest.invited()
    guest.accepted(guest.says_yes().key)
    seat = guest.seats[0][0]
    lead, colleague = (Keyring(SESSION, number, secret) for number, secret in ((1, b"l" * 32), (3, seat.secret)))
    late = Keyring(SESSION, 3, OWN.exchange)
    stolen = Keyring(SESSION, 3, seat.secret)  # the file of the seat, of before it was removed
    for ring, other, salts in ((lead, 3, b"ab"), (colleague, 1, b"ba"), (late, 1, b"ba"), (stolen, 1, b"ba")):
        ring.set_own_salt(salts[:1] * 16)
        ring.set_peer_salt(other, salts[1:] * 16)
    lead.introduce(3, public_key(seat.secret), colleague.fresh, colleague.prove(1, LEAD_KEY))
    colleague.introduce(1, LEAD_KEY, lead.fresh, lead.prove(3, public_key(seat.secret)))
    for ring in (late, stolen):
        ring._pairs[1].shared = ring._share(LEAD_KEY, lead.fresh)
    box = lead.seal(3, Channel.CHAT, b"the admin password is ...")
    for ring in (late, stolen):
        with pytest.raises(BadMessage):
            ring.open(1, Channel.CHAT, box)
    assert colleague.open(1, Channel.CHAT, box) == b"the admin password is ..."


def test_what_the_lead_says_of_a_queue_comes_with_the_seat(guest):
    guest.invited()
    guest.accepted(guest.says_yes().key, channel="printers")
    ((_, _, channel),) = guest.seats
    assert channel == "printers"


def test_each_seat_has_another_key(guest):
    keys = set()
    for number in (4, 5):
        guest.invited(number=number)
        guest.incoming.answer(guest.arrived[-1], True)
        keys.add(guest.sent[-1].key)
    assert len(keys) == 2


def test_a_declined_invitation_is_gone(guest):
    guest.invited()
    guest.incoming.answer(guest.arrived[0], False)
    guest.incoming.answer(guest.arrived[0], False)
    assert (guest.sent, guest.gone) == ([declined()], [""])


def test_an_invitation_is_accepted_once(guest):
    guest.invited()
    guest.says_yes()
    guest.incoming.answer(guest.arrived[0], True)
    assert len(guest.sent) == 1


def test_a_seat_that_nobody_has_accepted_ends_the_link(guest):
    guest.invited()
    with pytest.raises(BadMessage):
        guest.accepted(public_key(b"x" * 32))
    guest.incoming.answer(guest.arrived[0], False)
    with pytest.raises(BadMessage):
        guest.accepted(public_key(b"x" * 32))
    assert guest.seats == []


def test_a_seat_whose_keys_the_lead_has_not_told_ends_the_link(guest):
    guest.invited()
    answer = guest.says_yes()
    with pytest.raises(BadMessage):
        guest.accepted(answer.key, signed_by=EVE)
    assert guest.seats == []


@pytest.mark.parametrize("member", [0, 1, 2])
def test_a_seat_that_is_somebody_elses_ends_the_link(guest, member):
    guest.invited()
    answer = guest.says_yes()
    with pytest.raises(BadMessage):
        guest.accepted(answer.key, member=member)
    assert guest.seats == []


def test_an_invitation_that_is_over_says_so_and_is_not_accepted_later(guest):
    guest.invited()
    answer = guest.says_yes()
    guest.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.TIMED_OUT))
    assert guest.gone == ["invitation_over"]
    with pytest.raises(BadMessage):
        guest.accepted(answer.key)
    guest.incoming.answer(guest.arrived[0], True)
    assert len(guest.sent) == 1


def test_a_seat_that_comes_long_after_the_yes_is_not_taken(guest, monkeypatch):
    guest.invited()
    answer = guest.says_yes()
    later = time.monotonic() + INVITATION_S + SEATED_S + 1
    monkeypatch.setattr(invited, "time", SimpleNamespace(monotonic=lambda: later))
    guest.accepted(answer.key)
    assert (guest.seats, guest.gone) == ([], ["invitation_over"])


def test_an_answer_that_the_host_refuses_leads_to_no_seat(guest):
    guest.invited()
    answer = guest.says_yes()
    guest.incoming.refused(Refused(about=AnswerInvitation.TAG, reason=Reason.LEAD_AWAY, session=SESSION))
    with pytest.raises(BadMessage):
        guest.accepted(answer.key)


def test_a_lost_link_ends_all_of_them_and_the_next_login_has_another_prekey(guest):
    guest.invited()
    guest.incoming.link_down()
    assert (guest.gone, guest.incoming.all) == (["host_gone"], [])
    guest.incoming.link_up(guest.sent.append)
    assert guest.sent[-1].key != guest.prekey.key
    guest.invited()  # sealed for the login before
    assert guest.arrived[-1].customer == ""


def test_an_invitation_in_place_of_another_ends_the_link(guest):
    guest.invited()
    with pytest.raises(BadMessage):
        guest.invited(device=EVE)


def test_a_host_that_invites_in_a_colleagues_name_is_not_followed(guest):
    guest.invited(device=EVE)
    assert guest.arrived[0].customer == ""
    guest.incoming.answer(guest.arrived[0], True)
    assert (guest.problems, guest.sent) == (["invitation_broken"], [])


def test_a_host_that_swaps_a_colleagues_keys_is_noticed(guest):
    guest.sees(EVE)
    guest.invited(device=EVE)
    assert guest.arrived[0].standing is Standing.CHANGED
    guest.incoming.answer(guest.arrived[0], True)
    guest.incoming.accept_from(guest.arrived[0], compared=False)
    assert (guest.problems, guest.sent) == (["colleague_key_changed", "colleague_key_changed"], [])
    guest.incoming.accept_from(guest.arrived[0], compared=True)
    assert [message.accept for message in guest.sent] == [True]


def test_a_colleague_who_was_never_met_is_followed_after_a_click_only(guest, tmp_path):
    guest.colleagues.logged_in("another host")
    guest.sees(ADA)
    guest.invited()
    guest.incoming.answer(guest.arrived[0], True)
    assert (guest.problems, guest.sent, guest.arrived[0].customer) == (["colleague_key_new"], [], "")
    guest.incoming.accept_from(guest.arrived[0], compared=False)
    assert [message.accept for message in guest.sent] == [True]


def test_more_invitations_than_anybody_reads_are_declined(guest):
    for number in range(1, OPEN_LIMIT + 3):
        guest.invited(number=number, sender=100 + number)
    assert len(guest.incoming.all) == OPEN_LIMIT
    assert [message.accept for message in guest.sent] == [False, False]


def test_one_colleagues_invitations_keep_nobody_elses_away(guest):
    for number in range(1, OPEN_OF_ONE + 3):
        guest.invited(number=number)
    assert len(guest.incoming.all) == OPEN_OF_ONE
    assert [message.accept for message in guest.sent] == [False, False]
    guest.invited(number=77, sender=9)
    assert len(guest.incoming.all) == OPEN_OF_ONE + 1


# -- with a code ------------------------------------------------------------------------------------------------


class ByCode:
    """The way in by code, and the lead at the other end."""

    def __init__(self):
        self.link = LinkByHand()
        self.link.peer_fingerprint = FINGERPRINT
        self.join = ColleagueJoin()
        self.seats, self.problems = [], []
        self.join.seated.connect(lambda *seat: self.seats.append(seat))
        self.join.problem.connect(self.problems.append)
        self.join.link_up(self.link)
        self.secrets = {"code": joincode.new_digits_secret(), "link": joincode.new_link_secret()}
        self.lead = LeadExchange(
            secrets=self.secrets, session=SESSION, join=5, role=Role.COLLABORATOR, fingerprint=FINGERPRINT
        )

    def text(self, kind="code"):
        if kind == "code":
            return joincode.code_text("1234", self.secrets["code"])
        return joincode.link_text("host:7330", "1234", self.secrets["link"], FINGERPRINT)

    def told(self, message):
        self.join.handlers()[type(message)](message)

    def begun(self, kind="code"):
        self.join.join(self.text(kind))
        self.told(ColleagueJoining(session=SESSION, join=5))
        (step,) = self.link.take(JoinStep)
        self.told(JoinStep(session=SESSION, join=5, data=self.lead.respond(step.data)))
        return self

    def granted(self, kind="code"):
        self.begun(kind)
        (proof,) = self.link.take(JoinStep)
        self.lead.verify(proof.data)
        grant = Grant(key=b"k" * 32, lead_name="Ada", customer_name="Max", channel="")
        self.told(JoinStep(session=SESSION, join=5, data=self.lead.grant(grant)))
        return self


ADMITTED = Admitted(session=SESSION, join=5, member=3, token=TOKEN)


@pytest.fixture
def by_code(qapp):
    return ByCode()


@pytest.mark.parametrize("kind", ["code", "link"])
def test_a_code_or_a_link_leads_to_a_seat(by_code, kind):
    by_code.granted(kind)
    assert by_code.join.joining
    by_code.told(ADMITTED)
    ((seat, name, _),) = by_code.seats
    assert (seat.member, seat.role, seat.key, name) == (3, Role.COLLABORATOR, b"k" * 32, "Max")
    assert by_code.link.of(Join) == [Join(route="1234")]
    assert not by_code.join.joining


def test_a_seat_without_a_grant_is_no_seat(by_code):
    by_code.begun().told(ADMITTED)
    assert (by_code.seats, by_code.problems) == ([], ["wrong_code"])


def test_a_lead_without_the_secret_is_not_believed(by_code):
    by_code.begun()
    by_code.told(JoinStep(session=SESSION, join=5, data=bytes(200)))
    assert by_code.problems == ["wrong_code"]


@pytest.mark.parametrize("reason", [Reason.WRONG_CODE, Reason.NOT_ADMITTED, Reason.LEAD_AWAY])
def test_a_join_that_is_ended_says_why_and_another_may_follow(by_code, reason):
    by_code.begun().told(EndJoin(session=SESSION, join=5, reason=reason))
    assert by_code.problems == [reason.value]
    by_code.join.join(by_code.text())
    assert len(by_code.link.of(Join)) == 2


def test_after_three_codes_that_led_nowhere_no_further_one_is_proven_to_the_host(by_code):
    """Whatever the host says: from the proof it knows whether a guess of its own was right."""
    reasons = (Reason.WRONG_CODE, Reason.LEAD_AWAY, Reason.NOT_ADMITTED)
    for reason in reasons:
        by_code.begun().told(EndJoin(session=SESSION, join=5, reason=reason))
        assert len(by_code.link.take(JoinStep)) == 1, "it has had the proof"
        by_code.lead = LeadExchange(
            secrets=by_code.secrets, session=SESSION, join=5, role=Role.COLLABORATOR, fingerprint=FINGERPRINT
        )
    by_code.join.join(by_code.text())
    assert by_code.problems == [*(reason.value for reason in reasons), "codes_wait"]
    assert len(by_code.link.of(Join)) == len(reasons)
    by_code.granted("link").told(ADMITTED)  # nobody guesses a link
    assert len(by_code.seats) == 1


def test_what_is_said_of_another_join_is_not_about_this_one(by_code):
    by_code.granted()
    for session, number in ((SESSION, 6), (bytes(16), 5)):
        by_code.told(EndJoin(session=session, join=number, reason=Reason.LEFT))
        by_code.told(JoinStep(session=session, join=number, data=b"x"))
        by_code.told(Admitted(session=session, join=number, member=3, token=TOKEN))
    assert (by_code.problems, by_code.seats) == ([], [])
    assert by_code.join.joining


def test_a_refused_code_says_why(by_code):
    assert not by_code.join.refused(Refused(about=Join.TAG, reason=Reason.UNKNOWN_CODE))
    by_code.join.join(by_code.text())
    assert not by_code.join.refused(Refused(about=OpenSession.TAG, reason=Reason.LIMIT))
    assert by_code.join.refused(Refused(about=Join.TAG, reason=Reason.UNKNOWN_CODE))
    assert by_code.problems == ["unknown_code"]


def test_what_is_no_code_is_not_asked_for(by_code):
    by_code.join.join("12")
    assert (by_code.problems, by_code.link.sent) == (["length"], [])


def test_a_link_of_another_host_is_not_used(by_code):
    by_code.link.peer_fingerprint = b"g" * 32
    by_code.join.join(by_code.text("link"))
    assert (by_code.problems, by_code.link.sent) == (["other_host"], [])


def test_a_lost_link_ends_the_attempt(by_code):
    by_code.begun()
    by_code.join.link_down()
    by_code.join.join(by_code.text())
    assert by_code.problems == ["host_gone", "host_gone"]
