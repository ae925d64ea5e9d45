"""The commands for the audit: verify, export."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from console.host.commands.common import add_data, note_reading, opened
from console.host.commands.line.answers import Answer, add_json, tell
from console.host.commands.sessions import add_audit_export
from console.host.core.audit import Event, TamperedError
from console.host.store.signing import is_signed, key_hash

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
            rows, cut = store.audit.verify(), store.audit.cut()
            if cut is not None and not is_signed(cut):
                raise TamperedError("the change of old rows is not signed by the key that it names")
        except TamperedError as error:
            words = f"The audit is not what was written: {error}."
            note_reading(store, Event.AUDIT_CHECKED, str(error))
            tell(Answer([words], {"whole": False, "why": str(error)}), options)
            return EXIT_TAMPERED
        note_reading(store, Event.AUDIT_CHECKED, f"whole, {rows} rows")
    said: dict[str, object] = {"whole": True, "rows": rows}
    if cut is None:
        tell(Answer([f"The audit is what was written: {rows} rows."], said), options)
        return 0
    when = f"{datetime.fromtimestamp(cut.time_ms / 1000, UTC):%Y-%m-%d}"
    apart = f"The addresses of rows 1 to {cut.number} were set apart on {when}, signed by the key {key_hash(cut)}."
    said |= {"apart_to": cut.number, "apart_on": when, "signed_by": key_hash(cut)}
    tell(Answer([f"The audit is what was written: {rows} rows.", apart], said), options)
    return 0
