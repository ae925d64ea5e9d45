"""The window in which a technician sees the customer's desktop."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from console.remote.remote import Remote
from protocol.vocabulary.desktop import Access
from resources.look import controls
from resources.mirror.model import MirrorModel
from resources.mirror.window.bar import Words
from resources.mirror.window.window import MirrorWindow
from resources.program.settings import Settings

PLACE = "customer_desktop"  # in the settings


class CustomerDesktopWindow(MirrorWindow):
    """Show the customer's desktop until either side ends it; closing it gives everything back.

    Attributes:
        control: asks for control, takes that question back, or gives control back.
    """

    def __init__(self, *, model: MirrorModel, remote: Remote, settings: Settings) -> None:
        self._remote = remote
        super().__init__(model=model, settings=settings, place=PLACE, words=self._words(model.owner))
        self.control: QPushButton = controls.button("", picture="mouse-pointer-click")
        self.control.clicked.connect(self._toggle_control)
        self.bar.add(self.control)
        remote.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what may be done here now."""
        remote = self._remote
        blocked = None if remote.access is Access.CONTROL else remote.blocked(Access.CONTROL)
        self.control.setEnabled(blocked is None or remote.asked is Access.CONTROL)
        if remote.access is Access.CONTROL:
            self.control.setText(self.tr("Stop control"))
        elif remote.asked is Access.CONTROL:
            self.control.setText(self.tr("Take back the question"))
        else:
            self.control.setText(self.tr("Ask for control"))
        self.show_words(self._words(self.model.owner))

    def _words(self, name: str) -> Words:
        """Return what the window says of itself now, with the customer's `name`."""
        if self._remote.access is Access.CONTROL:
            title, sign = self.tr("{name}’s desktop – control"), self.tr("Control")
            means = self.tr("Your mouse and keyboard operate {name}’s computer while this window has the focus.")
        else:
            title, sign = self.tr("{name}’s desktop – view only"), self.tr("View only")
            means = self.tr("You see {name}’s desktop. To operate it, ask for control.")
        return Words(
            title=title.format(name=name),
            picture=self.tr("The customer’s desktop"),
            sign=sign,
            sign_means=means.format(name=name),
            monitors=self.tr("Show another of the customer’s monitors"),
            end=self.tr("Stop viewing"),
            end_means=self.tr("Close this window and give everything back. The session goes on."),
        )

    def _toggle_control(self) -> None:
        if self._remote.access is Access.CONTROL:
            self._remote.only_view()
        elif self._remote.asked is Access.CONTROL:
            self._remote.take_back()
        else:
            self._remote.ask(Access.CONTROL)
