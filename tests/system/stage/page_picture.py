"""The picture in the customer's page, pixel by pixel beside the screen that it shows."""

from __future__ import annotations

import hashlib

from demonstration.screen import Screen
from tests.system.stage.browser import Browser

CANVAS_SHA256 = """(async () => {
  const canvas = document.querySelector(".mirror-picture");
  if (canvas === null) return "";
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
})()"""


def same_picture(page: Browser, screen: Screen) -> bool:
    """Return whether the page's canvas has every pixel of `screen`, as it is now."""
    before = _screen_sha256(screen)
    seen = page.run(CANVAS_SHA256)
    return seen in (before, _screen_sha256(screen))  # a caret blinks, a clock goes on


def _screen_sha256(screen: Screen) -> str:
    rgba = screen.picture()[..., [2, 1, 0, 3]]
    rgba[..., 3] = 255
    return hashlib.sha256(rgba.tobytes()).hexdigest()
