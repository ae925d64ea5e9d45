"""Each line arrives once and in order, whatever is lost or repeated on the way."""

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.seat import conversation as module
from protocol.seat.conversation import Change, Conversation, Line, TooManyUnconfirmed
from protocol.vocabulary.chat import CHAT_LIMIT, WINDOW_BYTES, WINDOW_LINES, Chat
from protocol.vocabulary.codec import BadMessage

NOW_MS = 10_000


def chat(number: int, text: str = "x") -> Chat:
    return Chat(number=number, time_ms=number, text=text)


def texts(conversation: Conversation) -> list[str]:
    return [line.text for line in conversation.lines]


def test_an_own_line_is_numbered_and_shown_at_once() -> None:
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    assert conversation.say("hello", 1000).number == 1
    assert conversation.due(2) == [Chat(number=1, time_ms=1000, text="hello")]
    assert conversation.say("again", 2000).number == 2
    line = conversation.lines[0]
    assert (line.author, line.name, line.time_ms, line.text, line.delivered, line.event) == (
        *(1, "Ada", 1000, "hello", False, ""),
    )


@pytest.mark.parametrize("text", ["", "  \n", "x" * (CHAT_LIMIT + 1)])
def test_a_line_without_words_or_with_too_many_is_not_said(text: str) -> None:
    conversation = Conversation(1, "Ada")
    with pytest.raises(ValueError, match="4000"):
        conversation.say(text, 0)
    assert conversation.lines == []


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert Conversation(1, "Ada").say("a\ud83d", 0).text == "a?"


def test_a_line_that_comes_twice_is_there_once() -> None:
    conversation = Conversation(1, "Ada")
    assert conversation.receive(2, "Jörg", chat(1), NOW_MS) is not None
    assert conversation.receive(2, "Jörg", chat(1), NOW_MS) is None
    assert (texts(conversation), conversation.seen(2)) == (["x"], 1)


def test_a_line_without_a_number_is_the_peers_fault() -> None:
    with pytest.raises(BadMessage):
        Conversation(1, "Ada").receive(3, "Emmy", chat(0), NOW_MS)


def test_numbers_that_a_third_member_has_used_up_are_a_gap_and_nobodys_fault() -> None:
    ada, emmy = Conversation(1, "Ada"), Conversation(3, "Emmy")
    ada.meet(2)
    ada.meet(3)
    ada.say("one", 0)
    assert emmy.receive(1, "Ada", ada.due(3)[0], NOW_MS) is not None
    ada.delivered(2, 5)  # as the customer says
    ada.say("two", 0)
    (two,) = [line for line in ada.due(3) if line.number > 1]
    assert two.number == 6
    assert emmy.receive(1, "Ada", two, NOW_MS) is not None
    assert texts(emmy) == ["one", "two"]


def test_who_confirms_what_nobody_can_have_said_is_refused() -> None:
    conversation = Conversation(1, "Ada")
    with pytest.raises(BadMessage):
        conversation.delivered(2, 2**53)
    assert conversation.say("still there", 0).number == 1


def test_whoever_comes_later_is_not_sent_what_was_said_before() -> None:
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    conversation.say("about the first customer", 0)
    assert len(conversation.due(2)) == 1
    conversation.part(2)
    conversation.meet(3)
    assert conversation.due(3) == []
    conversation.say("to the second", 0)
    assert [c.text for c in conversation.due(3)] == ["to the second"]


def test_a_confirmation_marks_all_lines_up_to_its_number_once() -> None:
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    for text in "abc":
        conversation.say(text, 0)
    assert [line.text for line in conversation.delivered(2, 2)] == ["a", "b"]
    assert conversation.delivered(2, 2) == []
    assert conversation.delivered(2, 1) == []
    assert [c.text for c in conversation.due(2)] == ["c"]
    assert conversation.due(2) == []
    conversation.meet(2)
    assert [c.text for c in conversation.due(2)] == ["c"]
    assert [line.delivered for line in conversation.lines] == [True, True, False]


def test_numbers_that_others_have_seen_are_not_used_again_after_a_loss_of_memory() -> None:
    conversation = Conversation(1, "Ada")
    assert conversation.delivered(2, 7) == []
    assert conversation.say("new", 0).number == 8


def test_an_event_names_what_happened_and_whom_it_concerns() -> None:
    line = Conversation(1, "Ada").event("joined", "Jörg", 5)
    assert (line.author, line.event, line.text, line.time_ms) == (0, "joined", "Jörg", 5)


def test_a_transcript_keeps_its_latest_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINES_LIMIT", 3)
    conversation = Conversation(1, "Ada")
    for number in range(1, 6):
        conversation.receive(2, "", chat(number, str(number)), NOW_MS)
    assert texts(conversation) == ["3", "4", "5"]


def test_a_conversation_comes_back_from_the_seat_file_as_it_was() -> None:
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    conversation.say("a", 0)
    conversation.say("b", 0)
    conversation.delivered(2, 1)
    conversation.receive(2, "Jörg", chat(3), NOW_MS)
    conversation.event("joined", "Jörg", 5)
    plain = msgpack.unpackb(msgpack.packb(conversation.snapshot()), strict_map_key=True)
    again = Conversation.restored(plain, own=1, own_name="Ada")
    assert again.lines == conversation.lines
    assert again.first("joined") == conversation.first("joined")
    assert again.due(2) == conversation.due(2)
    assert again.seen(2) == 3
    assert again.say("c", 0).number == 3


@pytest.mark.parametrize("change", [("x",), ("last", "x"), ("seen", 1), ("line", 1, 2), ("last", 1, 2), ("last", True)])
def test_what_is_no_conversation_is_refused(change: tuple[object, ...]) -> None:
    with pytest.raises(ValueError):
        Conversation.restored([change], own=1, own_name="Ada")


class Wire:
    """Two conversations and what is under way between them; a break loses any tail of it."""

    def __init__(self) -> None:
        self.sides = {1: Conversation(1, "Ada"), 2: Conversation(2, "Jörg")}
        self.under_way: dict[int, list[Chat | int]] = {1: [], 2: []}  # to the member; an int confirms
        self.saved: dict[int, list[Change]] = {1: [], 2: []}
        for own, peer in ((1, 2), (2, 1)):
            self.sides[own].meet(peer)

    def say(self, own: int, text: str) -> None:
        self.sides[own].say(text, 0)
        self.under_way[3 - own] += self.sides[own].due(3 - own)

    def carry(self, to: int) -> None:
        if not self.under_way[to]:
            return
        what, side, peer = self.under_way[to].pop(0), self.sides[to], 3 - to
        if isinstance(what, int):
            side.delivered(peer, what)
            self.under_way[peer] += side.due(peer)
        else:
            side.receive(peer, "", what, NOW_MS)
            self.under_way[peer].append(side.seen(peer))

    def tear(self, kept_to_1: int, kept_to_2: int) -> None:
        """Lose what is under way but its first messages, and attach anew."""
        for to, kept in ((1, kept_to_1), (2, kept_to_2)):
            del self.under_way[to][kept:]
            while self.under_way[to]:
                what = self.under_way[to].pop(0)
                if isinstance(what, int):
                    self.sides[to].delivered(3 - to, what)
                else:
                    self.sides[to].receive(3 - to, "", what, NOW_MS)
        for own in (1, 2):
            self.sides[own].meet(3 - own)
            self.under_way[3 - own] = list(self.sides[own].due(3 - own))

    def die(self, own: int, by: str) -> None:
        """Go on with what was saved: the changes since the beginning, or a snapshot; the link is lost, too."""
        side = self.sides[own]
        self.saved[own] = side.snapshot() if by == "snapshot" else [*self.saved[own], *side.take_changes()]
        self.sides[own] = Conversation.restored(self.saved[own], own=own, own_name=side.own_name)
        assert self.sides[own].lines == side.lines
        assert self.sides[own].snapshot() == side.snapshot()
        self.tear(0, 0)

    def heard(self, own: int) -> list[str]:
        return [line.text for line in self.sides[own].lines if line.author == 3 - own]

    def said(self, own: int) -> list[str]:
        return [line.text for line in self.sides[own].lines if line.author == own]


STEPS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from([1, 2])),
    st.tuples(st.just("carry"), st.sampled_from([1, 2])),
    st.tuples(st.just("tear"), st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("die"), st.sampled_from([1, 2]), st.sampled_from(["snapshot", "changes"])),
)


@settings(max_examples=300, deadline=None)
@given(steps=st.lists(STEPS, max_size=60))
def test_any_schedule_of_losses_and_repeats_delivers_each_line_once_in_order(steps: list[tuple[object, ...]]) -> None:
    wire = Wire()
    for number, (what, *values) in enumerate(steps):
        getattr(wire, str(what))(*values, *([f"line {number}"] if what == "say" else []))
        for own in (1, 2):
            heard, said = wire.heard(own), wire.said(3 - own)
            assert heard == said[: len(heard)]
    wire.tear(0, 0)
    while any(wire.under_way.values()):
        wire.carry(1)
        wire.carry(2)
    for own in (1, 2):
        assert wire.heard(own) == wire.said(3 - own)
        assert all(line.delivered for line in wire.sides[own].lines if line.author == own)


def recalled(author, text, number=1):
    return Line(author, "", 5, text, number, delivered=False, recalled=True)


def test_what_was_said_before_is_recalled_once_and_never_sent_again():
    conversation = Conversation(own=3, own_name="Max")
    assert conversation.recall(recalled(3, "before"), NOW_MS)
    assert not conversation.recall(recalled(3, "before"), NOW_MS)
    conversation.meet(1)
    assert conversation.due(1) == []
    assert conversation.say("now", 6).number == 1
    assert [line.text for line in conversation.delivered(1, 1)] == ["now"]


def test_a_line_that_was_recalled_is_not_shown_again_when_its_author_sends_it():
    conversation = Conversation(own=3, own_name="Max")
    conversation.recall(recalled(2, "hello", number=4), NOW_MS)
    assert conversation.receive(2, "Bob", Chat(number=4, time_ms=5, text="hello"), NOW_MS) is None
    assert conversation.seen(2) == 4
    assert conversation.receive(2, "Bob", Chat(number=5, time_ms=6, text="hello"), NOW_MS) is not None


def test_recalled_lines_are_kept():
    conversation = Conversation(own=3, own_name="Max")
    conversation.recall(recalled(3, "before"), NOW_MS)
    again = Conversation.restored(conversation.snapshot(), own=3, own_name="Max")
    assert again.lines == conversation.lines
    assert again.recalled == 1
    assert not again.recall(recalled(3, "before"), NOW_MS)


def test_no_more_than_a_window_of_lines_is_under_way_to_anybody():
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    sent = []
    for number in range(1, 51):
        conversation.say(str(number), 0)
        sent += conversation.due(2)
    assert [c.number for c in sent] == list(range(1, WINDOW_LINES + 1))
    conversation.delivered(2, 3)
    assert [c.number for c in conversation.due(2)] == [21, 22, 23]
    conversation.meet(2)
    assert [c.number for c in conversation.due(2)] == list(range(4, 4 + WINDOW_LINES))


def test_long_lines_fill_the_window_sooner_and_one_line_always_fits():
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    for _ in range(9):
        conversation.say("\U0001f600" * CHAT_LIMIT, 0)
    assert len(conversation.due(2)) == WINDOW_BYTES // (4 * CHAT_LIMIT + 64)


def test_nothing_is_said_while_a_thousand_lines_are_not_confirmed_and_then_again():
    conversation = Conversation(1, "Ada")
    conversation.meet(2)
    for _ in range(module.UNCONFIRMED_LIMIT):
        conversation.say("x", 0)
    with pytest.raises(TooManyUnconfirmed):
        conversation.say("x", 0)
    conversation.delivered(2, 1)
    assert conversation.say("x", 0).number == module.UNCONFIRMED_LIMIT + 1


def test_a_transcript_is_bounded_in_letters_too_and_knows_its_first_events_all_the_same():
    conversation = Conversation(1, "Ada")
    conversation.event("joined", "Jörg", 1)
    for number in range(1, 3 + module.LETTERS_LIMIT // CHAT_LIMIT):
        conversation.receive(2, "", chat(number, "x" * CHAT_LIMIT), NOW_MS)
    assert sum(len(line.text) for line in conversation.lines) <= module.LETTERS_LIMIT
    assert conversation.lines[0].number == 3
    assert conversation.first("joined").text == "Jörg"
    again = Conversation.restored(conversation.snapshot(), own=1, own_name="Ada")
    assert again.first("joined") == conversation.first("joined")
