"""What is said and asked about the computer of a colleague, wherever the console uses its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.connection.known_devices import Standing
from resources.look import dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.connection.colleagues import ColleagueView

_STANDINGS: dict[Standing, object] = {
    Standing.NEW: QT_TRANSLATE_NOOP("device", "{name}’s computer is new here: {fingerprint}"),
    Standing.SEEN: QT_TRANSLATE_NOOP("device", "{name}’s computer, used before, not compared: {fingerprint}"),
    Standing.COMPARED: QT_TRANSLATE_NOOP("device", "{name}’s computer, compared: {fingerprint}"),
    Standing.CHANGED: QT_TRANSLATE_NOOP(
        "device", "{name} is not who this console knows: another computer or another name: {fingerprint}"
    ),
}
_ASK_WHERE = QT_TRANSLATE_NOOP(
    "device",
    "Ask {name} on the phone for the number of their computer; it stands in their menu “Help”, “About Fernblick”. "
    "It is {fingerprint} if everything is right.",
)
_NEW_WORDS = QT_TRANSLATE_NOOP(
    "device",
    "{name}, computer {fingerprint}, is new here: hand over? The host says that this is {name}; whoever has that "
    "computer reads along from then on. To be sure, compare the number with {name} on the phone.",
)
_ACCEPT_WORDS = QT_TRANSLATE_NOOP(
    "device",
    "{name}, computer {fingerprint}, is new here: accept? The host says that this is {name}. To be sure, compare the "
    "number with {name} on the phone.",
)


def device_words(view: ColleagueView) -> str:
    """Return what this console knows of a colleague's computer; empty where they use none."""
    return _filled(_STANDINGS[view.standing], view) if view.fingerprint else ""


def trust_question(view: ColleagueView, *, accepts: bool = False) -> str:
    """Return what a click means without which a colleague's keys are not used; empty where they are used already.

    With `accepts` the technician accepts an invitation of theirs, and hands nothing over. It stands beside the button,
    so that there is one question for each colleague; who has changed is asked about besides, see `ask_to_compare`.
    """
    if view.standing is Standing.NEW:
        return _filled(_ACCEPT_WORDS if accepts else _NEW_WORDS, view)
    return "" if view.trusted else device_words(view)


def ask_to_trust(parent: QWidget, view: ColleagueView, then: Callable[[bool], object]) -> None:
    """Ask for the click without which a colleague's keys are not used; `then` is told whether they were compared."""
    if view.standing is Standing.CHANGED:
        ask_to_compare(parent, view, then)
        return
    dialog.ask(
        parent,
        title=_filled(QT_TRANSLATE_NOOP("device", "{name} is new here"), view),
        words=trust_question(view),
        yes=_filled(QT_TRANSLATE_NOOP("device", "Hand over"), view),
        then=lambda: then(False),
        danger=True,
    )


def ask_to_compare(parent: QWidget, view: ColleagueView, then: Callable[[bool], object]) -> None:
    """Ask whether the technician has compared a colleague's number with them; `then` is called where they have."""
    changed = QT_TRANSLATE_NOOP("device", "{name} is not who this console knows")
    compare = QT_TRANSLATE_NOOP("device", "Compare {name}’s computer")
    dialog.ask(
        parent,
        title=_filled(changed if view.standing is Standing.CHANGED else compare, view),
        words=_filled(_ASK_WHERE, view),
        yes=_filled(QT_TRANSLATE_NOOP("device", "It is right: go on"), view),
        then=lambda: then(True),
        danger=True,
    )


def _filled(words: object, view: ColleagueView) -> str:
    return QCoreApplication.translate("device", str(words)).format(name=view.name, fingerprint=view.fingerprint)
