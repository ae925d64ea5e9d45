"""People's addresses apart from the audit, so that they can be deleted; of old rows a host does and signs it later."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String

revision = "9"
down_revision = "8"


def upgrade() -> None:
    """Add what is new; where there are rows with addresses, note up to which."""
    op.create_table(
        "addresses",
        Column("mark", String(40), primary_key=True),
        Column("day", Integer, nullable=False),
        Column("address", String(64), nullable=False),
        Column("salt", LargeBinary(16), nullable=False),
    )
    op.create_index("addresses_day", "addresses", ["day", "address"])
    op.create_table(
        "cuts",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("hash", LargeBinary(32)),
        Column("digest", LargeBinary(32)),
        Column("time_ms", BigInteger),
        Column("signed_by", LargeBinary),
        Column("signature", LargeBinary),
    )
    op.execute("INSERT INTO cuts (number) SELECT max(number) FROM audit HAVING max(number) > 0")
