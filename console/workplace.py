"""All that a technician works with while one host is used: the desk, its windows, and what goes on between them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from console.connection.announcing import Announcer
from console.desk.holding import Holding
from console.desk.open_codes import OpenCodes
from console.windows.main_window import MainWindow, NeverShow
from console.windows.remote.control import Control
from console.windows.remote.customer_desktop import CustomerDesktops
from console.windows.share.both_ways import BothWays
from protocol.link.ways.aside import aside
from resources.mirror.window.watched import is_a_picture_watched
from resources.program.awake import KeepAwake

if TYPE_CHECKING:
    from console.connection.choice import HostChoice
    from console.desk.desk import Desk
    from resources.mirror.window.mirror_effect import Apart
    from resources.program.quiet.quiet import Quiet
    from resources.program.secured.secured import Secured
    from resources.program.settings import Settings

TAKEN_BACK_S = 6.0  # that taking back what is announced in the LAN may take in all


class Workplace:
    """The main window and the customers' desktops of one desk, shown from the start.

    Args:
        apart: what the windows with a customer's desktop are kept apart by from what is shared.
        secured: knows whether the screen may be shown.
        quiet: holds notifications back.
        never_show: what is never shown, and the windows that may be put on that list.
        before: the workplace at another host; it opens where that one is, which leaves.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        settings: Settings,
        choice: HostChoice,
        apart: Apart,
        secured: Secured,
        quiet: Quiet,
        never_show: NeverShow | None,
        before: Workplace | None,
    ) -> None:
        self._desk = desk
        if before is not None:
            before._window.keep_place()
        self._window: MainWindow = MainWindow(desk=desk, settings=settings, choice=choice, never_show=never_show)
        self._desktops = CustomerDesktops(desk=desk, settings=settings)
        self._both_ways = BothWays(desk=desk, settings=settings, apart=apart)
        self._desktops.window_opened.connect(lambda session, window: Control(session=session, window=window))
        self._desktops.window_opened.connect(self._both_ways.take)  # after `Control`: whoever points does not click
        self._both_ways.shown.connect(self._window.come)
        self._announcer = Announcer()
        self._open_codes = OpenCodes(desk=desk, settings=settings, announcer=self._announcer)
        self._holding = Holding(desk=desk, settings=settings, secured=secured)
        self._holding.shares.connect(lambda on: quiet.want(on and settings.veil_notifications))
        self._awake = KeepAwake(wanted=lambda: is_a_picture_watched() or desk.shows_screen)
        self._window.show()
        if before is not None:  # only now: a program without a window ends
            before._window.leave()

    def come(self) -> None:
        """Come to the front."""
        self._window.come()

    async def close(self) -> None:
        """End everything but the main window, which stays until another one is shown."""
        self._open_codes.close()
        self._awake.close()
        self._holding.close()
        self._desktops.close()
        self._both_ways.close()
        await self._desk.close()
        with contextlib.suppress(TimeoutError):  # not in a helper: a key store that hangs may have them all
            await aside(self._announcer.wait_ended, TAKEN_BACK_S)
