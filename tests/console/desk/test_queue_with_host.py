"""The queue with real desks, a real host and viewers, in this process over loopback TLS."""

import pytest

from console.host.__main__ import main
from console.session.view import SEALED_TO_HOST, THROUGH_QUEUE
from protocol.link.link import Trust
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.messages import Role, SessionState
from tests.console.session.test_teamwork_with_host import ADA, BOB, Office
from tests.helpers.by_hand import ScreenByHand
from tests.helpers.no_injector import NoInjector
from viewer.session.session import Session as ViewerSession

PRINTERS = "printers"


class Counter(Office):
    """An office whose customers wait for all its technicians."""

    def __init__(self, folder):
        super().__init__(folder)
        self.customers = []

    async def open(self):
        await super().open()
        for technician in self.technicians.values():
            technician.desk.queue.changed.connect(self.news.tell)
            await self.until(lambda t=technician: t.desk.queue.own == PRINTERS)
        return self

    async def customer(self, name, *, place):
        """Have somebody wait until they are told `place`."""
        customer = ViewerSession(
            seats=SeatFolder(self.folder / f"viewer-{name}"),
            screens=ScreenByHand(),
            injector=NoInjector("control_unavailable"),
        )
        for signal in ("changed", "line_added", "failed"):
            getattr(customer, signal).connect(self.news.tell)
        customer.wait(
            host=f"127.0.0.1:{self.port}",
            channel=PRINTERS,
            name=name,
            trust=Trust(fingerprint=self.host.certificate.fingerprint),
        )
        self.customers.append(customer)
        await self.until(lambda: customer.queue is not None and customer.queue.place == place)
        return customer

    async def close(self):
        for customer in self.customers:
            await customer.close()
        await super().close()


@pytest.fixture
async def counter(tmp_path, monkeypatch):
    monkeypatch.setattr("console.host.core.accounts.passwords.MEMORY_KIB", 64)
    monkeypatch.setattr("console.host.core.accounts.passwords.TIME_COST", 1)
    password = tmp_path / "password"
    password.write_text("correct horse\n")
    for words in (
        ("admin", "create", ADA, "--new", "--password-file", str(password)),
        ("technicians", "add", BOB, "--final", "--password-file", str(password)),
        ("technicians", "add", "Cleo", "--final", "--password-file", str(password)),
        ("groups", "channel", "support", PRINTERS),
    ):
        assert main([*words, "--data", str(tmp_path / "host")]) == 0
    counter = await Counter(tmp_path).open()
    yield counter
    await counter.close()


def events(session):
    return [line.event for line in session.conversation.lines if line.event]


async def test_a_customer_is_let_in_by_one_click_and_both_sides_know_how_it_is_protected(counter):
    ada = counter.technicians[ADA]
    erika = await counter.customer("Erika", place=1)
    second = await counter.customer("Max", place=2)

    ada.desk.pick_up()

    await counter.until(lambda: erika.phase == "session" and erika.technicians == (ADA,))
    await counter.until(lambda: ada.desk.sessions and ada.session.customer_present and not ada.session.calling)
    assert (ada.session.title, ada.session.channel, ada.session.needs_admit) == ("Erika", PRINTERS, False)
    for session in (ada.session, erika):
        await counter.until(lambda s=session: len(events(s)) > 1)
        assert events(session) == [SEALED_TO_HOST, "joined"]
    await counter.until(lambda: second.queue.place == 1)
    erika.say("Good day")
    await counter.until(lambda: ada.texts == ["Good day"])


async def test_a_session_that_nobody_came_into_ends_with_a_sentence(counter):
    ada = counter.technicians[ADA]
    erika = await counter.customer("Erika", place=1)
    await counter.until(lambda: ada.desk.queue.waiting)
    ada.desk.pick_up()
    erika.cancel()  # while the host opens the session
    await counter.until(lambda: "customer_gone" in ada.problems or "picked_up" in ada.problems)
    assert [s for s in ada.desk.sessions if s.closed_reason is None] == []


async def test_a_session_goes_through_the_queue_to_whoever_picks_it_up(counter):
    ada, bob = counter.technicians[ADA], counter.technicians[BOB]
    erika = await counter.customer("Erika", place=1)
    await counter.until(lambda: ada.desk.queue.waiting)
    ada.desk.pick_up()
    await counter.until(lambda: erika.technicians == (ADA,) and ada.session.customer_present)

    ada.session.queue.transfer(PRINTERS)

    await counter.until(lambda: ada.session.queue.place == 1 and erika.waiting == "transferring")
    assert ada.session.state is SessionState.TRANSFERRING
    await counter.until(lambda: [(w.name, w.sender) for w in bob.desk.queue.waiting] == [("Erika", ADA)])
    ada.session.queue.take_back()
    await counter.until(lambda: ada.session.state is SessionState.ACTIVE and bob.desk.queue.waiting == [])
    assert events(ada.session)[-1] == "transfer_back"
    ada.session.queue.transfer(PRINTERS)
    await counter.until(lambda: bob.desk.queue.waiting)
    bob.desk.pick_up()
    await counter.until(lambda: bob.desk.sessions and bob.session.role is Role.LEAD and bob.session.customer_present)
    await counter.until(lambda: erika.lead_name == BOB and erika.waiting == "")
    assert bob.desk.invitations == []
    await counter.until(lambda: bob.session.channel == PRINTERS)
    assert not bob.session.calling
    assert events(erika).count(SEALED_TO_HOST) == events(bob.session).count(THROUGH_QUEUE) == 1
    erika.say("Hello again")
    await counter.until(lambda: bob.texts == ["Hello again"])
