"""Buttons of the page that give something away: a click counts only where they have stood for a moment."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import WEB, served

pytestmark = pytest.mark.system

STILL_S = 0.7
GIVES = {"desk-show": "waiting", "wait-on": "ended", "viewer-open": "viewer"}


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address + "web/chat.html")
        tab.wait_for("document.body.dataset.section")
        yield tab


@pytest.mark.parametrize("name", GIVES)
def test_a_button_that_has_just_come_or_moved_takes_no_click(tab: Chromium, name: str) -> None:
    tab.run(f"""
      globalThis.taken = 0;
      globalThis.button = document.getElementById("{name}");
      for (let each = button; each; each = each.parentElement) each.hidden = false;
      document.getElementById("viewer").open = {str(name == "viewer-open").lower()};
      button.textContent = "Give";
      button.disabled = false;
      button.addEventListener("click", (event) => {{
        taken += 1;
        event.stopImmediatePropagation();
        event.preventDefault();
      }});
    """)
    tab.click(f"#{name}")
    assert tab.run("taken") == 0
    assert tab.run("button.classList.contains('unsettled')")
    time.sleep(STILL_S + 0.3)
    assert not tab.run("button.classList.contains('unsettled')")
    tab.click(f"#{name}")
    assert tab.run("taken") == 1
    tab.run("button.style.translate = '0 -40px'")
    tab.click(f"#{name}")
    assert tab.run("taken") == 1
    tab.run(f"document.getElementById('{GIVES[name]}').hidden = true; document.getElementById('viewer').open = false;")


def test_the_page_waits_as_long_as_the_programs() -> None:
    ours = re.search(r"STILL_MS = (\d+)", (WEB / "steady.js").read_text(encoding="utf-8"))
    assert ours is not None
    assert int(ours[1]) == 1000 * STILL_S
