"""The receiving end of a picture: decode what arrives, hand it to the mirror, acknowledge what was painted.

Runs on the event loop's thread but for the player, which decodes in a thread of its own. There is no way from here to
the other computer but acknowledgements.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from protocol.link.mailbox import Mailbox
from protocol.mirror.decode.player import Broken, Finished, Player
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import (
    AREA_LIMIT,
    PointerAt,
    PointerShape,
    SharedSources,
    SharePaused,
    ShareSource,
    UpdatePart,
    UpdateShown,
)
from resources.mirror.model import MirrorModel
from resources.mirror.painting import Painting
from resources.mirror.silence import Silence


class Watching:
    """One mirror, from its first source to its end.

    Args:
        mirror: what the window paints.
        acknowledge: sends an UpdateShown to the one whose picture it is.
        broken: the updates can't be decoded; the link must be ended.
    """

    def __init__(
        self, *, mirror: MirrorModel, acknowledge: Callable[[UpdateShown], None], broken: Callable[[], None]
    ) -> None:
        self.mirror = mirror
        self._acknowledge = acknowledge
        self._broken = broken
        self._stream = 0
        self._player: Player | None = None
        self._painting: Painting | None = None
        self._mailbox: Mailbox[Finished | Broken] | None = None
        self._silence = Silence(mirror.quiet)
        self._handlers: dict[type[Message], Callable[..., None]] = {
            ShareSource: self._source,
            UpdatePart: self._part,
            SharePaused: self._paused,
            SharedSources: lambda message: mirror.released(message.sources, message.shown),
            PointerAt: lambda at: mirror.pointer_at(at.x, at.y, at.visible),
            PointerShape: lambda s: mirror.pointer_shape(s.width, s.height, s.hot_x, s.hot_y, s.pixels),
        }

    def receive(self, content: Message) -> None:
        """Handle content of the one who shares.

        Raises:
            BadMessage: no honest sharer says this.
        """
        if handler := self._handlers.get(type(content)):
            self._silence.heard()
            handler(content)

    def interrupt(self) -> None:
        """Freeze the mirror: a connection is lost."""
        self._silence.stop()
        self.mirror.interrupted(True)

    def stop(self) -> None:
        """End the decoding; nothing is painted afterwards."""
        self._silence.stop()
        if self._painting is not None:
            self._painting.stop()
            self._painting = None
        if self._mailbox is not None:
            self._mailbox.close()
            self._mailbox = None
        if self._player is not None:
            player, self._player = self._player, None
            player.stop()
            asyncio.get_running_loop().run_in_executor(None, player.join)

    def _source(self, source: ShareSource) -> None:
        if source.width * source.height > AREA_LIMIT:
            raise BadMessage(f"a screen of {source.width} x {source.height}")
        self.stop()
        self._silence.heard()
        self._stream = source.stream
        self.mirror.source(source.width, source.height, source.title, stream=source.stream)
        self.mirror.interrupted(False)
        self._mailbox = Mailbox(asyncio.get_running_loop(), self._decoded)
        self._player = Player(source.width, source.height, deliver=self._mailbox.put)
        self._painting = Painting(paint=self.mirror.paint, painted=self._painted)
        self._player.start()

    def _paused(self, message: SharePaused) -> None:
        """Show the pause; who can say so is connected, even where nothing follows for now."""
        self.mirror.paused(message.paused, message.why)
        self.mirror.interrupted(False)
        if message.paused:
            self._silence.stop()

    def _part(self, part: UpdatePart) -> None:
        if self._player is not None and part.stream == self._stream:
            self._player.put(part)

    def _decoded(self, results: list[Finished | Broken]) -> None:
        for result in results:
            if isinstance(result, Broken):
                self.stop()
                self._broken()
                return
            if self._painting is not None:
                self._painting.add(result)

    def _painted(self, finished: Finished) -> None:
        if self._player is not None:
            self._player.painted(finished)
        if finished.final:
            self._acknowledge(UpdateShown(stream=self._stream, update=finished.update))
