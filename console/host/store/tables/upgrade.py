"""Brings the tables that an earlier version of this program made up to the present, by Alembic.

The revisions are modules like any other, named here, so that bundles without source files have them, too.
"""

from __future__ import annotations

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep, StampStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection

from console.host.store.tables.migrations import (
    revision_1,
    revision_2,
    revision_3,
    revision_4,
    revision_5,
    revision_6,
    revision_7,
    revision_8,
    revision_9,
    revision_10,
    revision_11,
)

REVISIONS = (
    *(revision_1, revision_2, revision_3, revision_4, revision_5, revision_6, revision_7, revision_8),
    *(revision_9, revision_10, revision_11),
)
VERSIONS = tuple(module.revision for module in REVISIONS)


def upgrade(connection: Connection, version: str) -> None:
    """Bring the tables of `version` up, within the transaction of `connection`."""
    scripts = [Script(module, module.revision, module.__name__) for module in REVISIONS]
    revisions = RevisionMap(lambda: scripts)

    def steps(heads: tuple[str, ...], _context: MigrationContext) -> list[MigrationStep]:
        wanted = [script for script in revisions.iterate_revisions(VERSIONS[-1], version) if isinstance(script, Script)]
        taken_over = StampStep((), version, is_upgrade=True, branch_move=True, revision_map=revisions)
        found: list[MigrationStep] = [] if heads else [taken_over]
        found += [MigrationStep.upgrade_from_script(revisions, script) for script in reversed(wanted)]
        return found

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()
