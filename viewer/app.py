"""The customer's viewer: puts its parts together and starts them."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from protocol.link.second_start import SHOWN, OneProgram, this_start
from protocol.system.arguments import cover
from protocol.system.memory import keep_memory_private
from protocol.system.private_files import close_to_others
from protocol.system.short_logs import log_to_standard_error
from resources.program.version import ShowVersion
from viewer.way_in import invitation
from viewer.way_in.invitation import Invitation

if TYPE_CHECKING:
    from protocol.link.dialing import Dialler
    from protocol.mirror.send.screens import Screens
    from resources.mirror.portal.portal import DesktopPortal
    from resources.mirror.window.mirror_effect import Apart
    from resources.program.settings import Settings
    from viewer.control.process import ControlProcess
    from viewer.second_starts import SecondStarts
    from viewer.session.session import Session

LOOK_EVERY_S = 0.1  # for a file that another program is about to write
PATIENCE_S = 3.0  # with a viewer that runs and does not answer; then this one is one of its own


def arguments() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="fernblick-viewer", description="Fernblick's viewer, for customers.")
    parser.add_argument("--log-level", default="warning", choices=("debug", "info", "warning", "error"))
    parser.add_argument("--version", action=ShowVersion)
    parser.add_argument(invitation.FROM_LINK, metavar="LINK", help="ask whether to join with this link, first argument")
    parser.add_argument("link", nargs="?", metavar="LINK", help="fill this fernblick:// link into the join page")
    parser.add_argument(
        "--calling-card",
        nargs="?",
        const="",
        metavar="FILE",
        help="begin with the Calling Card in FILE, or the last one",
    )
    group = parser.add_argument_group("for scripts")
    group.add_argument("--join", metavar="CODE|LINK", help="join with this at once")
    group.add_argument("--join-file", type=Path, metavar="PATH", help="wait for this file; join with its first line")
    group.add_argument("--host", metavar="HOST[:PORT]", default="", help="where the session of a plain code is")
    group.add_argument("--full-screen", action="store_true", help="show what the technician shares in full screen")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the viewer; returns its exit status."""
    words = sys.argv[1:] if argv is None else argv
    invited, rest = invitation.split(words)
    options = arguments().parse_args(rest)
    cover(_secrets(options, words))
    keep_memory_private()
    log_to_standard_error(options.log_level)

    from resources.program.plain_imports import import_plainly  # Qt is slow to load: not for --help

    import_plainly()
    from resources.program.application import make_application, run
    from resources.program.settings import Settings, data_folder, own_places

    close_to_others(*own_places(data_folder()))
    program = OneProgram(data_folder() / "viewer")
    if not _on_its_own(options) and program.hand_over(this_start(list(words)), patience_s=PATIENCE_S) == SHOWN:
        return 0
    program.take()
    settings = Settings()
    app = make_application("fernblick-viewer", sys.argv[:1], settings)
    return run(app, lambda: _with_later_starts(program, options, settings, data_folder(), invited))


def _on_its_own(options: argparse.Namespace) -> bool:
    """Return whether a script starts this viewer: it wants one more, whatever else is open."""
    return bool(options.join or options.join_file or options.host or options.full_screen)


async def _with_later_starts(
    program: OneProgram, options: argparse.Namespace, settings: Settings, folder: Path, invited: Invitation | None
) -> None:
    """Be the viewer that comes to the front at later starts, unless another one does already."""
    from viewer.second_starts import SecondStarts

    starts = SecondStarts(arguments())
    try:
        await program.listen(starts.came)
        await viewer(options, settings, folder, invited, starts)
    finally:
        program.close()


def _secrets(options: argparse.Namespace, words: Sequence[str]) -> list[str]:
    """Return the arguments that let somebody into a session: a link, a code, and a file's name that has one."""
    invited = words[1:2] if words[:1] in ([invitation.FROM_LINK], [invitation.STARTED_AS]) else []
    said = [word for word in (options.link, options.join) if word]
    return [*invited, *said, *(f"--join={word}" for word in said)]


async def viewer(
    options: argparse.Namespace,
    settings: Settings,
    folder: Path,
    invited: Invitation | None,
    starts: SecondStarts | None = None,
) -> None:
    """Show the viewer's window until the program is asked to end; `starts` are answered by it."""
    from protocol.mirror.capture.backends import leaves_out, on_wayland
    from protocol.seat.seatfile import SeatFolder
    from protocol.seat.wrong_codes import FILE, WrongCodes
    from resources.mirror.window.watched import is_a_picture_watched
    from resources.program.awake import KeepAwake
    from viewer.beginning import Beginning
    from viewer.session.session import Session
    from viewer.windows.both_ways import BothWays
    from viewer.windows.main_window import MainWindow

    seats = SeatFolder(folder / "viewer")
    screens, portal, apart = _screens()
    codes = WrongCodes(folder / "viewer" / FILE)
    session = Session(
        seats=seats, screens=screens, injector=_control(), wrong_codes=codes, dialler=_dialler(folder / "viewer")
    )
    window = MainWindow(session=session, settings=settings, full_screen=options.full_screen, on_wayland=on_wayland())
    both_ways = BothWays(session=session, window=window, apart=apart, sure=leaves_out())
    awake = KeepAwake(wanted=lambda: is_a_picture_watched() or session.shows_desktop)
    window.show()
    beginning = Beginning(folder=folder, settings=settings, window=window, session=session)
    if starts is not None:
        starts.answer_with(beginning)
    beginning.with_card(options)
    if seats.broken:
        session.failed.emit("seat_broken")
    beginning.invited(options, invited)
    try:
        await _join_by_itself(session, options, settings)
        await asyncio.get_running_loop().create_future()
    finally:
        awake.close()
        await session.close()
        both_ways.close()
        if portal is not None:
            portal.close()


def _dialler(folder: Path) -> Dialler:
    """Make what knows the ways to a host."""
    from protocol.link.dialing import Dialler
    from resources.program.network.ways_out import WaysOut
    from resources.program.passwords import SystemPasswords

    out = WaysOut(folder, SystemPasswords())
    return Dialler(ask_proxies=out.ask_proxies, logins=out.logins, ways=out.ways)


def _control() -> ControlProcess:
    """Make what operates this computer where the customer allows it."""
    from protocol.mirror.capture.backends import on_wayland
    from viewer.control.device import unavailable
    from viewer.control.process import ControlProcess, command

    return ControlProcess(unavailable=unavailable(on_wayland=on_wayland()), command=command())


def _screens() -> tuple[Screens, DesktopPortal | None, Apart]:
    """Return what can be shown of this computer, the dialog of a desktop that asks itself, and what is left out."""
    from protocol.mirror.capture.backends import make_left_out, on_wayland
    from protocol.mirror.picture.watermark import Mark
    from protocol.mirror.send.screens import Screens
    from resources.mirror.portal.wayland import make_portal
    from resources.mirror.window.mirror_effect import Apart

    left_out, mark = make_left_out(), Mark()
    portal = make_portal() if on_wayland() else None
    return Screens(left_out=left_out, mark=mark, portal=portal), portal, Apart(left_out, mark)


async def _join_by_itself(session: Session, options: argparse.Namespace, settings: Settings) -> None:
    """Join as `--join` or `--join-file` says, if they do."""
    text = options.join
    if options.join_file is not None:
        while not options.join_file.exists():  # noqa: ASYNC110 - another program writes it
            await asyncio.sleep(LOOK_EVERY_S)
        text = options.join_file.read_text(encoding="utf-8").partition("\n")[0]
    if text:
        session.join(text, options.host or settings.last_host)


if __name__ == "__main__":
    sys.exit(main())
