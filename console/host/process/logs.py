"""What the host writes to standard error: lines for people, or one JSON object a line for a log's reader.

Everywhere in the host a line is logged with one mapping, which names the event and holds what the line speaks of:
`_log.info("link from %(address)s ended", {"event": "link_ended", "address": address})`. So a line has one name,
whatever its words. Never in it: what is said, codes, tokens, keys.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

from console.host.process.folder import EXIT_MISSING, StartError

TEXT = "text"
JSON = "json"
FORMATS = (TEXT, JSON)
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OTHERS = "library"  # the event of what others than the host have logged

Fields = MutableMapping[str, Any]


def set_up_logs(level: str, kind: str, stream: TextIO | None = None) -> None:
    """Write what is logged from `level` on to `stream` (None: standard error), as `TEXT` or `JSON`.

    Raises:
        StartError: what JSON needs is not installed.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_json() if kind == JSON else logging.Formatter(LINE))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def _json() -> logging.Formatter:
    try:
        import structlog  # only here: it is not there without the extra `server`
    except ModuleNotFoundError as error:
        sentence = "Logs as JSON need the package structlog: install fernblick[server], or log as text."
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
