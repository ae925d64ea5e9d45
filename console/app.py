"""The technician's console: puts its parts together and starts them."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from console.script_options import add_arguments
from protocol.link.second_start import SHOWN, OneProgram, this_start
from protocol.system.memory import keep_memory_private
from protocol.system.private_files import close_to_others
from protocol.system.short_logs import log_to_standard_error
from resources.program.version import ShowVersion

if TYPE_CHECKING:
    from console.automation import Automation
    from console.connection.choice import HostChoice
    from console.second_starts import SecondStarts
    from console.share.kept_back import KeptBack
    from console.workplace import Workplace
    from protocol.mirror.capture.common.left_out import LeftOut
    from protocol.mirror.picture.watermark import Mark
    from resources.mirror.portal.portal import DesktopPortal
    from resources.mirror.window.mirror_effect import Apart
    from resources.program.quiet.quiet import Quiet
    from resources.program.secured.secured import Secured
    from resources.program.settings import Settings


def arguments() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="fernblick", description="Fernblick's Technician Console.")
    parser.add_argument("--listen", metavar="ADDRESS:PORT", help="where this computer's own host listens for customers")
    parser.add_argument("--capture-display", metavar="DISPLAY", help="share this X display instead of the own one")
    parser.add_argument("--log-level", default="warning", choices=("debug", "info", "warning", "error"))
    parser.add_argument("--version", action=ShowVersion)
    add_arguments(parser)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the console; returns its exit status."""
    words = sys.argv[1:] if argv is None else argv
    options = arguments().parse_args(words)
    keep_memory_private()
    log_to_standard_error(options.log_level)

    from resources.program.plain_imports import import_plainly  # Qt is slow to load: not for --help

    import_plainly()
    from resources.program.application import make_application, run, tell
    from resources.program.preset_places import beside_file, find_preset
    from resources.program.settings import Settings, data_folder, own_places

    close_to_others(*own_places(data_folder()))
    program = OneProgram(data_folder() / "console")
    answer = program.hand_over(this_start(words))
    if answer == SHOWN:
        return 0
    settings = Settings(preset=find_preset(download=beside_file()))
    app = make_application("fernblick", sys.argv[:1], settings)
    if answer is not None:
        return run(app, lambda: tell(f"runs_{answer}"))
    return run(app, lambda: _alone(program, options, settings, data_folder()))


async def _alone(program: OneProgram, options: argparse.Namespace, settings: Settings, folder: Path) -> None:
    """Be the console of this data folder until the program is asked to end, for later starts, too."""
    from console.second_starts import SecondStarts

    starts = SecondStarts(arguments())
    try:
        await program.listen(starts.came)
        await console(options, settings, folder, starts)
    finally:
        program.close()


class _Lasting(NamedTuple):
    """What stays as it is whichever host is chosen."""

    choice: HostChoice
    left_out: LeftOut
    mark: Mark
    apart: Apart
    kept_back: KeptBack
    secured: Secured
    quiet: Quiet
    portal: DesktopPortal | None


def _choice(options: argparse.Namespace, settings: Settings, folder: Path) -> HostChoice:
    """Make what knows which host is chosen, and the ways there."""
    from console.connection.choice import HostChoice
    from console.connection.device_folder import DeviceFolder
    from protocol.link.dialing import Dialler
    from resources.program.network.ways_out import WaysOut
    from resources.program.passwords import NoPasswords, SystemPasswords

    passwords = SystemPasswords()
    out = WaysOut(folder / "console", passwords if settings.passwords_kept else NoPasswords())
    return HostChoice(
        settings=settings,
        folder=folder,
        listen=options.listen,
        passwords=passwords,
        dialler=Dialler(ask_proxies=out.ask_proxies, logins=out.logins, ways=out.ways),
        device=DeviceFolder(folder / "device").device,
    )


def _lasting(options: argparse.Namespace, settings: Settings, folder: Path) -> _Lasting:
    from PySide6.QtWidgets import QWidget

    from console.share.kept_back import KeptBack
    from protocol.mirror.capture.backends import make_left_out, on_wayland
    from protocol.mirror.picture.watermark import Mark
    from resources.mirror.portal.wayland import make_portal
    from resources.mirror.window.mirror_effect import Apart, not_shown
    from resources.program.quiet.quiet import Quiet, this_desktops_ways
    from resources.program.secured.secured import Secured
    from resources.program.secured.this_system import this_systems_watchers

    left_out, mark = make_left_out(), Mark()
    own_screens = options.capture_display in (None, os.environ.get("DISPLAY"))
    own = int(QWidget().winId()) if own_screens else 0  # by any of our numbers the system knows whose window it is
    unseen = (lambda: left_out.rules) if on_wayland() else None
    return _Lasting(
        choice=_choice(options, settings, folder),
        left_out=left_out,
        mark=mark,
        apart=Apart(left_out, mark),
        kept_back=KeptBack(settings=settings, left_out=left_out, own=own, word=not_shown),
        secured=Secured(this_systems_watchers(options.capture_display, unseen)),
        quiet=Quiet(this_desktops_ways(folder / "console") if own_screens else []),
        portal=make_portal() if on_wayland() else None,
    )


async def console(
    options: argparse.Namespace, settings: Settings, folder: Path, starts: SecondStarts | None = None
) -> None:
    """Show the main window until the program is asked to end; `starts` are answered by it."""
    lasting = _lasting(options, settings, folder)
    another = asyncio.Event()
    lasting.choice.changed.connect(another.set)
    place: Workplace | None = None
    while True:  # once for each host that is chosen
        another.clear()
        place, script = _begin(options, settings, folder, lasting, before=place)
        if starts is not None:
            starts.work_at(place, script)
        try:
            await another.wait()
        finally:
            script.deleteLater()
            await place.close()
            if lasting.portal is not None:
                lasting.portal.close()


def _begin(
    options: argparse.Namespace, settings: Settings, folder: Path, lasting: _Lasting, before: Workplace | None
) -> tuple[Workplace, Automation]:
    """Begin to work over the host that is chosen now, where the work `before` has ended."""
    from console.automation import Automation
    from console.connection.device_folder import DeviceFolder
    from console.desk.desk import Desk
    from console.windows.main_window import NeverShow
    from console.workplace import Workplace
    from protocol.mirror.capture.backends import keeps_back
    from protocol.mirror.send.screens import Screens

    choice = lasting.choice
    screens = Screens(options.capture_display, left_out=lasting.left_out, mark=lasting.mark, portal=lasting.portal)
    keys = DeviceFolder(folder / "device")
    desk = Desk(hosting=choice.hosting(), seats=choice.seats(), settings=settings, capture=screens, keys=keys)
    script = Automation(desk=desk, options=options)
    place = Workplace(
        desk=desk,
        settings=settings,
        choice=choice,
        apart=lasting.apart,
        secured=lasting.secured,
        quiet=lasting.quiet,
        never_show=NeverShow(lasting.kept_back, screens.every_window) if keeps_back() else None,
        before=before,
    )
    desk.start()
    return place, script


if __name__ == "__main__":
    sys.exit(main())
