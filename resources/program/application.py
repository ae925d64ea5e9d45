"""The QApplication that both programs start: named, dressed, translated, ended cleanly, and with a net under it.

An error of ours is not caught anywhere else: it arrives at this edge, is logged and told in one dialog.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from resources.look import dialog, theme
from resources.look.display import display_missing, prefer_wayland
from resources.look.icons import app_icon
from resources.program.helpers import Helpers
from resources.program.settings import Settings
from resources.words.language import Language
from resources.words.sentences import sentence

_log = logging.getLogger(__name__)

NOT_STARTED_STATUS = 1  # exit status where the program runs already, and could not be brought to the front
NO_DISPLAY_STATUS = 3  # exit status where no window can be shown


class Application(QApplication):
    """The application object of both programs.

    Signals:
        ending: the program is asked to end (last window closed, `end`, a signal of the system).
    """

    ending = Signal()

    def __init__(self, program: str, argv: Sequence[str], settings: Settings) -> None:
        super().__init__(list(argv))
        self.setApplicationName(program)
        self.setApplicationDisplayName("Fernblick")
        self.setDesktopFileName(program)
        self.setWindowIcon(app_icon())
        self.setQuitOnLastWindowClosed(False)
        self.lastWindowClosed.connect(self.end)
        self.language = Language(self, settings.language)
        self.theme = theme.Theme(self, settings.appearance)
        self.settings = settings
        settings.changed.connect(self._setting_changed)

    def end(self) -> None:
        """Ask the program to end; `run` then cancels its coroutine and waits for it."""
        self.ending.emit()

    def event(self, event: QEvent) -> bool:
        """Turn the system's wish to quit into `end`."""
        if event.type() == QEvent.Type.Quit:
            self.end()
            return True
        return super().event(event)

    def _setting_changed(self, name: str) -> None:
        if name == "language":
            self.language.speak(self.settings.language)
        elif name == "appearance":
            self.theme.set_appearance(self.settings.appearance)


class _Edge(QObject):
    """Where errors of ours arrive: logged with all there is to know, told once in words."""

    _arrived = Signal()

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._open: dialog.Dialog | None = None
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self.arrived
        threading.excepthook = self._arrived_in_thread

    def arrived(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an error that nobody caught; any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.critical("an error nobody caught", exc_info=(kind, error, trace))
        with contextlib.suppress(RuntimeError):  # the application is gone already
            self._arrived.emit()

    def _arrived_in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.arrived(what.exc_type, what.exc_value, what.exc_traceback)

    def in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Take an error of a callback or of a task that nobody awaited."""
        error = context.get("exception")
        if error is None:
            _log.error("event loop: %s", context.get("message"))
        else:
            self.arrived(type(error), error, error.__traceback__)

    def _tell(self) -> None:
        if self._open is not None:
            return
        self._open = problem(QApplication.activeWindow(), "program_error")
        self._open.finished.connect(self._told)

    def _told(self) -> None:
        self._open = None


def make_application(program: str, argv: Sequence[str], settings: Settings) -> Application:
    """Return the application object for `program`.

    Raises:
        SystemExit: there is no display; a sentence about it went to standard error.
    """
    prefer_wayland()
    if display_missing():
        _say_without_display(settings)
        raise SystemExit(NO_DISPLAY_STATUS)
    return Application(program, argv, settings)


def problem(parent: QWidget | None, code: str, **values: object) -> dialog.Dialog:
    """Tell the problem `code` in a dialog; does not wait for its answer."""
    title = QCoreApplication.translate("application", "That did not work")
    return dialog.tell(parent, title=title, words=sentence(code, **values))


async def tell(code: str) -> int:
    """Tell the problem `code`, on standard error, too; return the status of a program that did not start."""
    print(sentence(code), file=sys.stderr)  # noqa: T201
    over = asyncio.Event()
    problem(None, code).finished.connect(over.set)
    await over.wait()
    return NOT_STARTED_STATUS


def run(app: Application, main: Callable[[], Coroutine[Any, Any, int | None]]) -> int:
    """Run the coroutine of `main` until it is done or the program is asked to end; return the exit status.

    When asked to end, `main` is cancelled and may still clean up in `finally`. Errors that nobody catches are logged
    and told in one dialog, those of `main` itself end the program with status 1.
    """
    import qasync  # here, because it looks for the Qt binding when it is imported

    edge = _Edge(app)
    loop = qasync.QEventLoop(app)
    loop.set_default_executor(Helpers())  # qasync's own has ten threads, and waits for each
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(edge.in_loop)
    with loop:
        status = int(loop.run_until_complete(_supervised(app, main, edge)))
        _end_windows()
    return status


def _end_windows() -> None:
    """Delete every window while the application is there; Python's end would do so in no order, and may crash."""
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def _supervised(app: Application, main: Callable[[], Coroutine[Any, Any, int | None]], edge: _Edge) -> int:
    task = asyncio.ensure_future(main())
    loop = asyncio.get_running_loop()  # windows that go with the finished coroutine must not cancel it any more
    app.ending.connect(lambda: loop.call_soon(task.cancel))
    _end_on_signals(app)
    try:
        return await task or 0
    except asyncio.CancelledError:
        return 0
    except Exception as error:  # the program's edge
        edge.arrived(type(error), error, error.__traceback__)
        print(sentence("program_error"), file=sys.stderr)  # noqa: T201
        return 1


def _end_on_signals(app: Application) -> None:
    """Have SIGINT and SIGTERM end the program like its last window."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, app.end)
        except (NotImplementedError, RuntimeError):  # Windows
            signal.signal(number, lambda *_: app.end())


def _say_without_display(settings: Settings) -> None:
    core = QCoreApplication.instance() or QCoreApplication([])
    Language(core, settings.language)
    print(sentence("no_display"), file=sys.stderr)  # noqa: T201
