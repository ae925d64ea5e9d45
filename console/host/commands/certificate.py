"""The command that shows which certificates the host has, and what to compare or to pin."""

from __future__ import annotations

import argparse
import datetime
import os
from pathlib import Path
from typing import Any

from console.host.commands.common import add_data, say_error
from console.host.commands.line.answers import Answer, add_json, say_json, say_out, tell
from console.host.configuration.configuration import Configuration, load
from console.host.process.certificate import CERTIFICATE_FILE, CertificateError
from console.host.process.folder import EXIT_CERTIFICATE, DataFolder, StartError
from console.host.process.upkeep import spelled


def add_certificate_commands(actions: Any) -> None:
    """Add the actions of `certificate`."""
    parser = actions.add_parser("show", help="show the host's certificate, and the fingerprint that consoles compare")
    add_data(parser)
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(command=_show)
    words = "make another certificate of the host's own, which the present one vouches for; stop the host"
    parser = actions.add_parser("replace", help=words)
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_replace)


def _show(options: argparse.Namespace) -> int:
    from console.host.process.named_certificate import described

    configuration = load(options)
    if configuration.value("certificate") is None and not os.path.lexists(_path(configuration)):
        words = f"There is no certificate at {_path(configuration)} yet: the host makes one at its first start."
        raise StartError(EXIT_CERTIFICATE, words)
    try:
        found = described(_path(configuration)) + _own_besides(configuration)
    except CertificateError as error:
        raise StartError(EXIT_CERTIFICATE, str(error)) from error
    if options.json:
        say_json([_plain(each) for each in found])
    else:
        for each in found:
            say_out("\n".join(_lines(each)))
    running = DataFolder(configuration.folder, make=False)
    shown = running.host_file().get("shown") if running.in_use else None
    if shown is not None and shown != found[0]["fingerprint"]:
        say_error(f"the host that runs still shows another one, {spelled(bytes.fromhex(shown))}")
    return 0


def _plain(certificate: dict[str, Any]) -> dict[str, Any]:
    """Return what a certificate says as JSON can have it."""
    return {**certificate, "ends": f"{certificate['ends']:%Y-%m-%dT%H:%M:%SZ}"}


def _replace(options: argparse.Namespace) -> int:
    from console.host.process.named_certificate import described
    from console.host.process.succession import replace_own

    folder = DataFolder(load(options).folder, make=False)
    if not os.path.isdir(folder.path):
        raise StartError(EXIT_CERTIFICATE, f"There is no data folder {folder.path}.")
    folder.lock()
    try:
        replace_own(folder)
    except CertificateError as error:
        raise StartError(EXIT_CERTIFICATE, str(error)) from error
    finally:
        folder.unlock()
    words = "The host has another certificate of its own. Whoever has pinned one of before is shown its signature, and "
    tell(Answer([f"{words}follows."], _plain(described(folder.path / CERTIFICATE_FILE)[0])), options)
    return 0


def _path(configuration: Configuration) -> Path:
    named = configuration.value("certificate")
    return Path(named) if named is not None else configuration.folder / CERTIFICATE_FILE


def _own_besides(configuration: Configuration) -> list[dict[str, Any]]:
    """Return what the host's own certificate says where browsers see another one; links and cards pin it."""
    from console.host.process.named_certificate import described

    own = configuration.folder / CERTIFICATE_FILE
    is_shown = configuration.value("certificate") is None or configuration.value("cluster-address") is not None
    return [] if is_shown or not own.exists() else described(own)[:1]


def _lines(certificate: dict[str, Any]) -> list[str]:
    from console.host.process.named_certificate import until

    how_long = until(certificate["ends"], datetime.datetime.now(datetime.UTC))
    return [
        f"{certificate['subject']}, by {certificate['issuer']}",
        f"  names    {', '.join(certificate['names']) or '-'}",
        f"  ends     {certificate['ends']:%Y-%m-%d %H:%M} UTC, {how_long}",
        f"  SHA-256  {spelled(bytes.fromhex(certificate['fingerprint']))}",
    ]
