"""The order of the queue, against a plain list that is sorted anew each time."""

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from console.host.core.queue_order import Queue

CHANNELS = ("billing", "printers")


class QueueMachine(RuleBasedStateMachine):
    """Enters, takes and puts back in any order; time never goes back, though the host's own clock may stand still."""

    waiting = Bundle("waiting")
    taken = Bundle("taken")

    def __init__(self):
        super().__init__()
        self.queue = Queue()
        self.now = 0.0
        self.expected = []

    @rule(seconds=st.floats(0, 100))
    def time_passes(self, seconds):
        self.now += seconds

    @rule(target=waiting, channel=st.sampled_from(CHANNELS))
    def a_customer_comes(self, channel):
        waiter = self.queue.enter(channel, "Erika", self.now)
        self.expected.append(waiter)
        return waiter

    @rule(target=waiting, channel=st.sampled_from(CHANNELS), ago=st.floats(0, 1000))
    def a_session_is_transferred(self, channel, ago):
        waiter = self.queue.enter(channel, "", self.now - ago, sender="Ada")
        self.expected.append(waiter)
        return waiter

    @rule(target=taken, waiter=consumes(waiting))
    def somebody_is_taken_out(self, waiter):
        assert self.queue.take(waiter.number) is waiter
        assert self.queue.take(waiter.number) is None
        self.expected.remove(waiter)
        return waiter

    @rule(target=waiting, waiter=consumes(taken))
    def somebody_is_put_back(self, waiter):
        self.queue.put_back(waiter)
        self.expected.append(waiter)
        return waiter

    @invariant()
    def whoever_has_waited_longest_comes_first(self):
        for channel in CHANNELS:
            expected = sorted(
                (w for w in self.expected if w.channel == channel), key=lambda waiter: (waiter.since, waiter.number)
            )
            assert list(self.queue.line(channel)) == expected
        assert len(self.queue) == len(self.expected)
        assert set(self.queue.channels()) == {waiter.channel for waiter in self.expected}
        assert all(self.queue.find(waiter.number) is waiter for waiter in self.expected)


TestQueue = QueueMachine.TestCase


def test_who_is_put_back_is_before_all_who_came_later() -> None:
    queue = Queue()
    first, second = queue.enter("printers", "Erika", 1.0), queue.enter("printers", "Max", 2.0)
    queue.take(first.number)
    queue.enter("printers", "Anna", 3.0)

    queue.put_back(first)

    assert [waiter.name for waiter in queue.line("printers")] == ["Erika", "Max", "Anna"]
    assert second.number != first.number


def test_two_who_come_at_the_same_moment_keep_the_order_they_came_in() -> None:
    queue = Queue()

    names = [queue.enter("printers", name, 5.0).name for name in ("Erika", "Max", "Anna")]

    assert [waiter.name for waiter in queue.line("printers")] == names
