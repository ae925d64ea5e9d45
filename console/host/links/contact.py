"""Whom a customer may turn to whose network lets no chat through, as the administrator has said it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """A telephone number and an e-mail address; "" where there is none."""

    telephone: str = ""
    mail: str = ""
