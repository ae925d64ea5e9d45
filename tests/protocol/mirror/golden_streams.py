"""Write golden_streams.json:  golden_streams.py

Streams as the encoder made them when they were first written down. Both decoders, ours and the page's, are held to
them; they are added to, never made anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from protocol.mirror.picture.stream import COPY, PIXELS
from protocol.vocabulary.content import Capabilities, Program
from tests.protocol.mirror.recording import Recording, film, text

FILE = Path(__file__).with_suffix(".json")


def drawn(recording: Recording) -> None:
    recording.draw(0, 0, text(160, 120, 1))
    recording.send()
    recording.draw(13, 17, text(100, 3, 2))
    recording.draw(159, 119, text(2, 1, 3)[:, :1])
    recording.send()


def moved(recording: Recording) -> None:
    page = text(256, 400, 4)
    for top in (0, 40, 15):
        recording.draw(0, 0, page[top : top + 192])
        recording.send()


def filmed(recording: Recording) -> None:
    for step in range(3):
        recording.draw(0, 0, film(96, 64, step))
        recording.send(slow=True)
    recording.sharpen()


def main() -> None:
    small = Capabilities(program=Program.PAGE, picture=True, window_log=17, kinds=(PIXELS, COPY))
    recordings = {
        "drawn": (drawn, Recording(160, 120)),
        "moved": (moved, Recording(256, 192)),
        "filmed": (filmed, Recording(96, 64)),
        "filmed for a small receiver": (filmed, Recording(96, 64, small)),
    }
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    for name, (act, recording) in recordings.items():
        if name not in known:
            act(recording)
            known[name] = {
                "width": recording.width,
                "height": recording.height,
                "window_log": recording.takes.window_log,
                "parts": [[part.update, part.final, base64.b64encode(part.data).decode()] for part in recording.parts],
                "rgba_sha256": hashlib.sha256(recording.rgba).hexdigest(),
            }
    FILE.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main()
