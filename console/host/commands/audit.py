"""The commands for the audit: verify, export."""

from __future__ import annotations

import argparse
from typing import Any

from console.host.commands.common import add_data, opened
from console.host.commands.line.answers import Answer, add_json, tell
from console.host.commands.sessions import add_audit_export
from console.host.core.audit import TamperedError

EXIT_TAMPERED = 1


def add_audit_commands(actions: Any) -> None:
    """Add the actions of `audit`."""
    parser = actions.add_parser("verify", help="check that no row was changed, removed, added or moved")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_verify)
    add_audit_export(actions)


def _verify(options: argparse.Namespace) -> int:
    with opened(options) as store:
        try:
            rows = store.audit.verify()
        except TamperedError as error:
            words = f"The audit is not what was written: {error}."
            tell(Answer([words], {"whole": False, "why": str(error)}), options)
            return EXIT_TAMPERED
    tell(Answer([f"The audit is what was written: {rows} rows."], {"whole": True, "rows": rows}), options)
    return 0
