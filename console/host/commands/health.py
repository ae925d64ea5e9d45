"""The command that asks a running host whether it is well, for a container's HEALTHCHECK and for scripts."""

from __future__ import annotations

import argparse
import http.client

from console.host.commands.line.answers import Answer, add_json, tell
from console.host.configuration.configuration import load
from console.host.configuration.readers import metrics_address
from console.host.configuration.settings import DATA, SETTINGS, add_flags

EXIT_UNWELL = 1
PATIENCE_S = 5
_ANSWER_LIMIT = 1000  # bytes
DEFAULT = "9730"  # where nothing says another one


def add_health_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.description = f"ask a running host whether it is well, at its `metrics`, or at port {DEFAULT} of loopback"
    add_flags(parser, [DATA, SETTINGS["metrics"]])
    add_json(parser)
    parser.set_defaults(command=_health)


def _health(options: argparse.Namespace) -> int:
    well, words = _asked(*(load(options).value("metrics") or metrics_address(DEFAULT)))
    tell(Answer([words], {"well": well, "why": "" if well else words}), options)
    return 0 if well else EXIT_UNWELL


def _asked(address: str, port: int) -> tuple[bool, str]:
    connection = http.client.HTTPConnection(address, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        words = answer.read(_ANSWER_LIMIT).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "strerror", None) or error
        return False, f"Nobody answers at port {port} of {address}: {why}. Is `metrics` set?"
    finally:
        connection.close()
    return answer.status == http.client.OK, words
