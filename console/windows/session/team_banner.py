"""What the technicians of a session have to agree on, in banners: who leads, who shares, whether it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from console.connection.known_devices import Standing
from console.session.teamwork import Act
from console.share.share import ShareState
from console.windows.parts.banner import Banner
from console.windows.parts.banner_stack import BannerStack
from console.windows.parts.device_words import ask_to_compare, trust_question
from protocol.vocabulary.messages import Role, SessionState
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import controls
from resources.look.steady import Steady, steadily

if TYPE_CHECKING:
    from console.connection.colleagues import ColleagueView
    from console.session.invitations import OpenInvitation
    from console.session.session import Session


class TeamBanner(Banner):
    """One line about the session's lead, hold, transfer, or somebody else's share."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._then: Callable[[], object] | None = None
        self._at_once = False
        self._steady = Steady(self.button, takes_back=lambda: self._at_once)
        self.button.clicked.connect(self._pressed)
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self.follow)
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what matters most now."""
        self._clock.stop()
        session = self._session
        if session.closed_reason is not None or session.reconnecting:
            self.hide()
        elif session.state is SessionState.TRANSFERRING:
            self._say_transfer()
        elif session.state is SessionState.ON_HOLD:
            self._say_hold()
        elif not self._say_share():
            self.hide()

    def _say_hold(self) -> None:
        words = self.tr("The session is on hold. {name} waits, and can write.").format(name=self._session.title)
        if self._session.why_not(Act.HOLD) is None:
            self._offer("paused", words, self.tr("Resume"), lambda: self._session.team.set_hold(False))
        else:
            self._offer("paused", words)

    def _say_transfer(self) -> None:
        session = self._session
        transfer = next((o for o in session.invitations.open if o.kind is InvitationKind.TRANSFER), None)
        if transfer is not None:
            self._say_waiting(transfer)
        elif session.queue.channel:
            words = self.tr("The session waits in the queue {channel}, place {place}. Until then it stays yours.")
            said = words.format(channel=session.queue.channel, place=session.queue.place)
            self._offer("info", said, self.tr("Take back"), session.queue.take_back, at_once=True)
        elif session.lead_name:
            words = self.tr("{lead} is transferring the session to another technician.")
            self._offer("info", words.format(lead=session.lead_name))
        elif session.team.may_take_over:
            words = self.tr("Nobody leads the session, and {name} waits. Do you take over?").format(name=session.title)
            self._offer("warning", words, self.tr("Take over"), session.team.take_over)
        else:
            words = self.tr("Nobody leads the session. The technician who has been here longest can take over.")
            self._offer("warning", words)

    def _say_waiting(self, transfer: OpenInvitation) -> None:
        left = max(0, round(transfer.ends_at - time.monotonic()))
        words = self.tr("{colleague} is asked to take the session over ({seconds} s). Without a yes it stays yours.")
        back = partial(self._session.invitations.take_back, transfer.technician)
        self._offer(
            "info", words.format(colleague=transfer.name, seconds=left), self.tr("Take back"), back, at_once=True
        )
        self._clock.start()

    def _say_share(self) -> bool:
        session = self._session
        if session.share_wanted:
            lead = session.lead_name
            words = self.tr("You have asked {lead} whether you may share your screen.").format(lead=lead)
            self._offer("info", words, self.tr("Take back"), session.withdraw_share_wish)
            return True
        if session.sharer_name and session.share is ShareState.OFF:
            if not session.sharer_present:
                self._say_sharer_lost()
                return True
            words = self.tr("{sharer} is sharing their screen with {name}.")
            self._offer("info", words.format(sharer=session.sharer_name, name=session.title))
            return True
        return False

    def _say_sharer_lost(self) -> None:
        session = self._session
        words = self.tr("The connection to {sharer} is lost. {name} sees the last picture for some seconds.")
        end = self.tr("End sharing") if session.role is Role.LEAD else ""
        said = words.format(sharer=session.sharer_name, name=session.title)
        self._offer("warning", said, end, session.end_other_share, at_once=True)

    def _offer(
        self,
        look: str,
        words: str,
        button: str = "",
        then: Callable[[], object] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        self._then, self._at_once = then, at_once
        self.say(look, words, button)

    def _pressed(self) -> None:
        """Take back at once; give or take something only by a click that was meant for it."""
        if self._then is not None and self._steady.ready:
            self._then()


class HandOverBanner(Banner):
    """Somebody has picked the session up in the queue whose computer this console does not know: hand over, or not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.back_button = controls.button(self.tr("Take back"))
        self.back_button.clicked.connect(self._take_back)
        self.hand_over_button = controls.button("", kind="primary")
        steadily(self.hand_over_button, self._hand_over, lambda: session.queue.picked_by)
        self.line.addWidget(self.back_button)
        self.line.addWidget(self.hand_over_button)
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say who has picked the session up."""
        picked_by = self._session.queue.picked_by
        if picked_by is None or self._session.closed_reason is not None:
            self.hide()
            return
        words = self.tr("{name} has picked the session up.").format(name=picked_by.name)
        changed = picked_by.standing is Standing.CHANGED
        self.hand_over_button.setText(self.tr("Hand over…") if changed else self.tr("Hand over"))
        self.say("warning", f"{words} {trust_question(picked_by)}".strip())

    def _hand_over(self) -> None:
        """Hand over to whom the banner shows, whose computer is used from now on; compare first what has changed."""
        picked_by = self._session.queue.picked_by
        if picked_by is None:
            return
        if picked_by.standing is Standing.CHANGED:
            ask_to_compare(self.window(), picked_by, partial(self._handed, picked_by))
        else:
            self._handed(picked_by, False)

    def _handed(self, to: ColleagueView, compared: bool) -> None:
        self._session.queue.hand_over(to, compared=compared)
        self.follow()

    def _take_back(self) -> None:
        self._session.queue.take_back()
        self.follow()


class WishBanner(Banner):
    """A collaborating technician asks to share: the lead passes it on, or not now."""

    def __init__(self, session: Session, member: int, name: str) -> None:
        super().__init__()
        self.wish = (member, name)
        self.not_now_button = controls.button(self.tr("Not now"))
        self.not_now_button.clicked.connect(partial(session.answer_share_wish, member, False))
        self.pass_on_button = controls.button(self.tr("Pass on"), kind="primary")
        steadily(self.pass_on_button, partial(session.answer_share_wish, member, True))
        self.line.addWidget(self.not_now_button)
        self.line.addWidget(self.pass_on_button)
        words = self.tr("{name} would like to share their screen. What is shared now ends when you pass it on.")
        self.say("info", words.format(name=name))


class TurnBanner(Banner):
    """The lead has passed sharing on to this technician, whose own click begins it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.not_now_button = controls.button(self.tr("Not now"))
        self.not_now_button.clicked.connect(session.withdraw_share_wish)
        self.share_button = controls.button(self.tr("Share now"), kind="primary", picture="monitor-up")
        steadily(self.share_button, lambda: session.start_share(None), self._offered)
        self.line.addWidget(self.not_now_button)
        self.line.addWidget(self.share_button)
        session.changed.connect(self.follow)
        self.follow()

    def _offered(self) -> tuple[bool, str]:
        return self._session.share_offered, self._session.lead_name

    def follow(self) -> None:
        """Ask while the lead's yes stands."""
        session = self._session
        if session.closed_reason is None and session.share_offered and session.share is ShareState.OFF:
            words = self.tr("{lead} has passed sharing on to you. Show {name} your screen?")
            self.say("info", words.format(lead=session.lead_name, name=session.title))
            self.share_button.setEnabled(session.share_blocked is None)
        else:
            self.hide()


class WishBanners(BannerStack):
    """The questions of all who ask to share."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show who asks now."""
        session = self._session
        open_ = session.role is Role.LEAD and session.closed_reason is None
        wishes = [(wish.member, wish.name) for wish in session.share_wishes] if open_ else []
        asked = {banner.wish: banner for banner in self.banners if isinstance(banner, WishBanner)}
        for banner in [banner for wish, banner in asked.items() if wish not in wishes]:
            self.take(banner)
        for wish in [wish for wish in wishes if wish not in asked]:
            self.put(WishBanner(session, *wish))
