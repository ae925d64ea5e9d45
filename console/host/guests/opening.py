"""What whoever runs a host for anybody has said about it: terms, where abuse is reported, who is invited."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from protocol.vocabulary.guests import INVITATION_LIMIT

INVITATIONS_LIMIT = 1_000_000  # bytes of their file that are read


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A host that lets technicians in without an account.

    Attributes:
        terms: what each of them has to accept, plain text; "": nothing.
        contact: where abuse is reported, one line; "": nowhere.
        invitations: has an invitation in each line, and a new key needs one of them; None: none.
    """

    terms: str = ""
    contact: str = ""
    invitations: Path | None = None

    def is_invited(self, said: str) -> bool:
        """Return whether a new key may come in with this invitation; the file is read anew, a lost one lets in nobody.

        Raises:
            OSError: it cannot be read.
        """
        if self.invitations is None:
            return True
        with self.invitations.open("rb") as file:
            lines = file.read(INVITATIONS_LIMIT).decode(errors="replace").splitlines()
        wanted = said.strip()[:INVITATION_LIMIT].encode()
        found = [hmac.compare_digest(line.strip().encode(), wanted) for line in lines if line.strip()]
        return any(found)
