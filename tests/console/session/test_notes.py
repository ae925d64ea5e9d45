"""What the host keeps of sessions, as a console asks for it: who gets which answer."""

from console.session.notes import Noted, Notes
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskNotes, NotesKept, Outcome, WriteNotes

SESSION = bytes(range(16))
NOTED = Noted(customer="Müller GmbH", reference="T-4711", note="Toner", outcome=Outcome.SOLVED)


def kept(request):
    return NotesKept(request=request, customer="", reference="T-1", note="", outcome="solved")


def test_each_answer_goes_to_who_has_asked():
    notes, sent, heard = Notes(), [], []
    notes.link_up(sent.append)
    notes.read(SESSION, heard.append)
    notes.write(SESSION, NOTED, heard.append)
    asked, wrote = sent
    assert asked == AskNotes(request=asked.request, session=SESSION)
    assert wrote == WriteNotes(
        request=wrote.request,
        session=SESSION,
        customer="Müller GmbH",
        reference="T-4711",
        note="Toner",
        outcome=Outcome.SOLVED,
    )
    assert notes.receive(Changed(request=wrote.request, reason=Reason.NONE))
    assert notes.receive(kept(asked.request))
    assert heard == ["", kept(asked.request)]
    assert not notes.receive(kept(asked.request)), "once"


def test_a_refusal_is_told():
    notes, sent, heard = Notes(), [], []
    notes.link_up(sent.append)
    notes.write(SESSION, NOTED, heard.append)
    assert notes.receive(Changed(request=sent[0].request, reason=Reason.SESSION_CLOSED))
    notes.write(SESSION, NOTED, heard.append)
    assert notes.receive(kept(sent[1].request)), "what answers something else is no yes"
    assert heard == ["session_closed", "bad_message"]


def test_without_a_host_nothing_waits_for_ever():
    notes, sent, heard = Notes(), [], []
    notes.read(SESSION, heard.append)
    notes.link_up(sent.append)
    notes.read(SESSION, heard.append)
    notes.link_down()
    assert heard == ["host_gone", "host_gone"]
    assert not notes.receive(kept(sent[0].request))
