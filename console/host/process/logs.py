"""What the host writes to standard error: lines for people, or one JSON object a line for a log's reader.

Everywhere in the host a line is logged with one mapping, which names the event and holds what the line speaks of:
`_log.info("link from %(address)s ended", {"event": "link_ended", "address": address})`. So a line has one name,
whatever its words. Never in it: what is said, codes, tokens, keys.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO

from console.host.process.folder import EXIT_FOLDER, EXIT_MISSING, PARTS_COME, StartError
from protocol.system.private_files import private_folder
from protocol.system.short_logs import FewOfAKind, RotatingFile

LOG = "host.log"  # in the data folder of a console's own host
TEXT = "text"
JSON = "json"
FORMATS = (TEXT, JSON)
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OTHERS = "library"  # the event of what others than the host have logged

Fields = MutableMapping[str, Any]
PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))
"""What syslog, and so the journal, calls levels; everything below is 7, for debugging."""


def set_up_logs(level: str, kind: str, stream: TextIO | None = None, *, file: Path | None = None) -> None:
    """Write what is logged from `level` on as `TEXT` or `JSON`: to `file`, or to `stream` (None: standard error).

    Raises:
        StartError: what JSON needs is not installed, or the file cannot be written.
    """
    stream = stream or sys.stderr
    formatter = _json() if kind == JSON else logging.Formatter(LINE)
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(ForJournal(formatter) if _is_journal(stream) else formatter)
    else:
        try:
            private_folder(file.parent)
            handler = RotatingFile(file)
        except OSError as error:
            raise StartError(EXIT_FOLDER, f"{file} cannot be written: {error.strerror or error}.") from error
        handler.setFormatter(formatter)
    handler.addFilter(FewOfAKind())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    if level != "debug":  # it warns of each write to who is gone, which strangers can bring about without end
        logging.getLogger("asyncio").setLevel(logging.ERROR)


class ForJournal(logging.Formatter):
    """Puts each line's priority in front of what `inner` makes of it, as sd-daemon(3) says."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines for a record."""
        priority = next((number for level, number in PRIORITIES if record.levelno >= level), 7)
        return "\n".join(f"<{priority}>{line}" for line in self._inner.format(record).splitlines())


def _is_journal(stream: TextIO) -> bool:
    """Return whether `stream` ends in systemd's journal, which says by an environment variable which file that is."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):  # no file at all
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{about.st_dev}:{about.st_ino}"


def _json() -> logging.Formatter:
    try:
        import structlog  # only here: it is not there without the extra `server`
    except ModuleNotFoundError as error:
        sentence = f"Logs as JSON need the package structlog: {PARTS_COME}. Or log as text."
        raise StartError(EXIT_MISSING, sentence) from error
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            _named,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(default=str, ensure_ascii=False),
        ],
        pass_foreign_args=True,
    )


def _named(_logger: Any, _method: str, fields: Fields) -> Fields:
    """Put a line's fields and its event beside its words."""
    known = fields.pop("positional_args", None)
    words = fields["event"]
    fields["event"] = OTHERS
    if isinstance(known, Mapping):
        fields.update(known)
    fields["message"] = words
    return fields
