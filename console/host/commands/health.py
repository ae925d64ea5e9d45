"""The command that asks a running host whether it is well, for a container's HEALTHCHECK and for scripts."""

from __future__ import annotations

import argparse
import http.client

from console.host.commands.line.answers import Answer, add_json, tell
from console.host.configuration.readers import metrics_address

EXIT_UNWELL = 1
PATIENCE_S = 5
_ANSWER_LIMIT = 1000  # bytes
DEFAULT = "9730"


def add_health_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.add_argument(
        "--metrics",
        type=metrics_address,
        default=DEFAULT,
        metavar="[ADDRESS:]PORT",
        help=f"what the host was started with (default: {DEFAULT}, on loopback)",
    )
    add_json(parser)
    parser.set_defaults(command=_health)


def _health(options: argparse.Namespace) -> int:
    well, words = _asked(*options.metrics)
    tell(Answer([words], {"well": well, "why": "" if well else words}), options)
    return 0 if well else EXIT_UNWELL


def _asked(address: str, port: int) -> tuple[bool, str]:
    connection = http.client.HTTPConnection(address, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        words = answer.read(_ANSWER_LIMIT).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return False, f"Nobody answers at port {port} of {address}: {error}. Was the host started with --metrics?"
    finally:
        connection.close()
    return answer.status == http.client.OK, words
