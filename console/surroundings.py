"""What a session needs of the desk it lies on, and of the computer it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.invitations import Directory
    from console.session import Session
    from protocol.device import Device
    from protocol.mirror.capture import Monitor, ScreenSource, Source, Window


class Capture(Protocol):
    """The screens of this computer, as a session needs them."""

    own: bool  # whether they are the screens that the console itself is on

    @property
    def asks(self) -> bool:
        """Whether the desktop's own dialog asks what is shared, so that there is nothing else to choose from."""

    def choose(self, chosen: Callable[[], None], refused: Callable[[str], None]) -> None:
        """Call `chosen`, after that dialog where there is one; `refused`, with a code, if it ends otherwise."""

    def monitors(self) -> list[Monitor]:
        """List the monitors; raises CaptureUnavailable."""

    def windows(self) -> list[Window]:
        """List the windows that can be shared; any thread; raises CaptureUnavailable."""

    def open_source(self, source: Source) -> ScreenSource:
        """Open a source; called in the capture thread; raises CaptureUnavailable."""


class Surroundings(Protocol):
    """The desk, as a session needs it."""

    capture: Capture
    rights: frozenset[str]

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

    def code_address(self) -> str:
        """Return HOST:PORT as a customer reaches the host."""

    def host_fingerprint(self) -> bytes:
        """Return the SHA-256 of the host's certificate as it is seen now."""

    def pinned_fingerprint(self) -> bytes | None:
        """Return the SHA-256 that links carry; None: a public CA vouches for the host."""

    def pages_address(self) -> str:
        """Return where the host serves pages, https://HOST[:PORT]; "": nowhere."""

    def save(self, session: Session) -> None:
        """Keep the session for the case that this program dies."""
