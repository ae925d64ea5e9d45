"""What becomes of a Calling Card when the viewer is started with one, or for the one it keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from protocol.card.card import CallingCard
from viewer.way_in.card_folder import CardFolder, CardProblem, read_card
from viewer.way_in.card_succession import CardSuccession, Memory
from viewer.windows.card_entry import ask_to_replace

if TYPE_CHECKING:
    from viewer.windows.main_window import MainWindow


def begin_with_card(given: str, *, folder: CardFolder, window: MainWindow, memory: Memory) -> None:
    """Have `window` begin with the card that is kept, or with the one in the file `given` ("": none).

    The first card is kept at once: it does nothing before the customer's click. Another one takes its place only
    after a click. Both follow the host to its new certificate, which `memory` remembers.
    """
    succession = CardSuccession(memory, [folder.file, *([Path(given)] if given else [])])
    window.card_followed.connect(lambda before, now: succession.followed(before, now))
    kept, trouble = None, "card_missing"
    try:
        kept = folder.load()
    except CardProblem as problem:
        trouble = problem.code
    if kept is not None:
        kept = succession.current(kept)
        window.use_card(kept)
    if given:
        _open(Path(given), kept, folder, window, succession)
    elif kept is None:
        window.show_problem(trouble)


def _open(
    file: Path, kept: CallingCard | None, folder: CardFolder, window: MainWindow, succession: CardSuccession
) -> None:
    def use() -> None:
        window.use_card(card)
        try:
            folder.keep(card)
        except CardProblem as problem:
            window.show_problem(problem.code)

    try:
        card = succession.current(read_card(file))
    except CardProblem as problem:
        window.show_problem(problem.code)
        return
    if kept is None:
        use()
    elif card != kept:
        ask_to_replace(window, old=kept, new=card, then=use)
