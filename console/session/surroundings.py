"""What a session needs of the desk it lies on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from console.connection.outside import Outside
    from console.session.invitations import Directory
    from console.session.notes import Notes
    from console.session.session import Session
    from console.share.capture import Capture
    from protocol.trust.device import Device


class Surroundings(Protocol):
    """The desk, as a session needs it."""

    capture: Capture
    rights: frozenset[str]
    notes: Notes

    @property
    def device(self) -> Device:
        """This console's own keys."""

    @property
    def colleagues(self) -> Directory:
        """The other technicians of the host."""

    @property
    def own_name(self) -> str:
        """The technician's name as customers see it."""

    @property
    def share_during_control(self) -> bool:
        """Whether a technician may share and see the customer's desktop at the same time."""

    def outside(self) -> Outside:
        """Return where others reach the host."""

    def host_fingerprint(self) -> bytes:
        """Return the SHA-256 of the host's certificate as it is seen now."""

    def relay(self) -> str:
        """Return what relays the link to the host; "": nothing does."""

    def save(self, session: Session) -> None:
        """Keep the session for the case that this program dies."""
