"""What the viewer's window tests share: a session made by hand, settings in a fresh folder, a mirror with a picture."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from protocol.link.link import Trust
from protocol.seat.conversation import Conversation
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import OpenHost
from protocol.vocabulary.messages import Reason, SessionState
from resources.look import steady
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from tests.helpers.mirror_fixtures import dressed, model, noise
from viewer.session.news import SessionNews
from viewer.way_in.nearby import NearbyHost

__all__ = ["dressed", "model", "noise"]


class FakeSession(SessionNews):
    """Has what the windows read, and notes what they ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.works = False
        self.phase = "idle"
        self.desktop = None
        self.queue = None
        self.lead_name = "Anna Berger"
        self.state = SessionState.ACTIVE
        self.connected = True
        self.ended_reason = Reason.NONE
        self.conversation: Conversation | None = None
        self.resumable: str | None = None
        self.offer: tuple[str, str] | None = None
        self.choices: tuple[NearbyHost, ...] = ()
        self.mirror: MirrorModel | None = None
        self.picture_lost = False
        self.technicians: tuple[str, ...] = ("Anna Berger",)
        self.waiting = ""
        self.may_wait_on = self.came_through_queue = False
        self.typing: tuple[str, ...] = ()
        self.two_words: tuple[tuple[str, tuple[int, int] | None], ...] = ()
        self.code_wait_s = 0
        self.open_host: OpenHost | None = None
        self.host = "help.example.org"
        self.reported = False
        self.written = ""
        self.asked: list[tuple[object, ...]] = []
        self.told: list[Message] = []

    def become(self, phase: str, **values: object) -> None:
        self.phase = phase
        for name, value in values.items():
            setattr(self, name, value)
        if phase == "session" and self.conversation is None:
            self.conversation = Conversation(2, "Max Muster")
        self.changed.emit()

    def share(self, model: MirrorModel) -> None:
        self.mirror = model
        self.mirror_opened.emit(model)
        self.changed.emit()

    def report(self) -> None:
        self.asked.append(("report",))

    def join(self, text: str, host: str, *, fingerprint: bytes | None = None) -> None:
        self.asked.append(("join", text, host) if fingerprint is None else ("join", text, host, fingerprint))

    def wait(self, *, host: str, channel: str, name: str, trust: Trust) -> None:
        self.asked.append(("wait", host, channel, name, trust))

    def wait_on(self) -> None:
        self.asked.append(("wait_on",))

    def choose(self, host: NearbyHost) -> None:
        self.asked.append(("choose", host))

    def accept(self) -> None:
        self.asked.append(("accept",))

    def cancel(self) -> None:
        self.asked.append(("cancel",))

    def resume(self) -> None:
        self.asked.append(("resume",))

    def say(self, text: str) -> None:
        self.asked.append(("say", text))

    @property
    def sharer_name(self) -> str:
        return "" if self.mirror is None else self.mirror.owner

    def write(self, text: str) -> None:
        self.written = text

    def end_share(self) -> None:
        self.asked.append(("end_share",))
        self.mirror = None
        self.mirror_closed.emit()
        self.changed.emit()

    def tell_sharer(self, content: Message) -> None:
        self.told.append(content)

    def leave(self) -> None:
        self.asked.append(("leave",))
        self.become("ended", ended_reason=Reason.LEFT)

    def start_again(self) -> None:
        self.conversation = None
        self.become("idle")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a click count at once: these tests click as soon as there is something to click."""
    monkeypatch.setattr(steady, "STILL_MS", 0)


@pytest.fixture
def session(qapp: QApplication) -> FakeSession:
    return FakeSession()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")
