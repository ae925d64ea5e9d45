"""The first tables: SQLite's alone, and made before Alembic was here."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Leave everything as it is."""
