"""Modules of the page, joined into one script, or an error that says what cannot be joined."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.host.links.joined_scripts import ScriptError, joined
from console.host.links.page_files import PageFiles

WEB = Path(__file__).parents[4] / "resources" / "web"


def test_what_is_needed_comes_first_and_once() -> None:
    modules = {
        "chat.js": 'import { a } from "./deep/a.js";\nimport { b as c } from "./b.js";\nsay(a, c);',
        "deep/a.js": 'import { b } from "../b.js";\nexport const a = b + 1;',
        "b.js": "export async function b() {}\nclass Hidden {}\nexport { Hidden as Seen };",
    }

    assert joined(modules, "chat.js").split("\n") == [
        *("const $0 = (() => {", "async function b() {}", "class Hidden {}", "", "return { b: b, Seen: Hidden };"),
        *("})();", "const $1 = (() => {", "const { b } = $0;", "const a = b + 1;", "return { a: a };", "})();"),
        *("const $2 = (() => {", "const { a } = $1;", "const { b: c } = $0;", "say(a, c);", "return {  };", "})();"),
    ]


def test_a_whole_module_and_an_import_of_nothing() -> None:
    modules = {"a.js": 'import * as b from "./b.js";\nimport {} from "./b.js";', "b.js": "export const x = 1;"}

    assert "const b = $0;\n" in joined(modules, "a.js")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import { b } from "./gone.js";', "gone.js, which a.js needs, is missing"),
        ('import { a } from "./a.js";', "a.js imports itself over a.js"),
        ("export default class {}", "a.js: 'export default class {}' cannot be joined"),
        ("export let b = 1;", "a.js: 'export let b = 1;' cannot be joined"),
        ('export * from "./a.js";', "a.js: 'export * from"),
        ('import "./a.js";', "a.js: 'import"),
    ],
)
def test_what_is_not_understood_is_said(text: str, why: str) -> None:
    with pytest.raises(ScriptError, match=re.escape(why)):
        joined({"a.js": text}, "a.js")


def test_a_customer_far_away_loads_few_bytes_before_the_picture() -> None:
    """50 kB a second: the form must not wait for what only the picture needs."""
    files = PageFiles(WEB)
    loaded = re.findall(rf'"/web/{files.folder}/([^"]+)"', files.page("chat.html").body.decode())

    found = [files.find(f"{files.folder}/{name}") for name in loaded]

    assert all(found)
    assert len(loaded) <= 6
    assert sum(len(file.compressed) for file, _ in filter(None, found)) < 75_000
