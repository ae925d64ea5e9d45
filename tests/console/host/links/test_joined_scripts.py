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

    assert joined(modules, ["chat.js"])["chat.js"].split("\n") == [
        *("const $0 = (() => {", "async function b() {}", "class Hidden {}", "", "return { b: b, Seen: Hidden };"),
        *("})();", "const $1 = (() => {", "const { b } = $0;", "const a = b + 1;", "return { a: a };", "})();"),
        *("const $2 = (() => {", "const { a } = $1;", "const { b: c } = $0;", "say(a, c);", "return {  };", "})();"),
        "export { $0, $1, $2 };",
    ]


def test_a_later_script_takes_what_an_earlier_one_has() -> None:
    modules = {
        "first.js": 'import { b } from "./b.js";\nimport("./later.js");',
        "later.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nexport const d = c;',
        "b.js": "export class b {}",
        "c.js": 'import { b } from "./b.js";\nexport const c = b;',
    }

    scripts = joined(modules, ["first.js", "later.js"])

    assert scripts["later.js"].startswith('import { $0 } from "./first.js";\nconst $2 = (() => {\nconst { b } = $0;\n')
    assert "export const d = $3.d;" in scripts["later.js"], "what it is loaded for"
    assert "class b" not in scripts["later.js"], "else an error of one would be none of the other's"


def test_a_script_within_a_page_leaves_its_modules_with_the_page() -> None:
    """It has no address by which they could be imported."""
    modules = {
        "first.js": 'import { b } from "./b.js";\nexport const a = b;\nimport("./later.js");',
        "later.js": 'import { a } from "./first.js";\nimport { b } from "./b.js";\nexport const d = a + b;',
        "b.js": "export const b = 1;",
    }

    scripts = joined(modules, ["first.js", "later.js"], within=["first.js"])

    assert scripts["first.js"].endswith('globalThis[Symbol.for("fernblick")] = Object.freeze({ $0, $1 });')
    assert not re.search(r"^(import \{|export)", scripts["first.js"], re.MULTILINE)
    taken = [f'const {{ {name} }} = globalThis[Symbol.for("fernblick")];' for name in ("$0", "$1")]
    assert scripts["later.js"].split("\n")[:3] == [*taken, "const $2 = (() => {"]
    assert scripts["later.js"].endswith("export const d = $2.d;\nexport { $2 };")


def test_a_script_within_a_page_cannot_ask_where_it_came_from() -> None:
    modules = {"first.js": 'import { b } from "./b.js";', "b.js": 'export const b = new URL("./c", import.meta.url);'}

    with pytest.raises(ScriptError, match=re.escape("first.js stands in a page, where import.meta is the page's")):
        joined(modules, ["first.js"], within=["first.js"])


def test_a_whole_module_and_an_import_of_nothing() -> None:
    modules = {"a.js": 'import * as b from "./b.js";\nimport {} from "./b.js";', "b.js": "export const x = 1;"}

    assert "const b = $0;\n" in joined(modules, ["a.js"])["a.js"]


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
        joined({"a.js": text}, ["a.js"])


def compressed(files: PageFiles, names: list[str]) -> int:
    found = [files.find(f"{files.folder}/{name}") for name in names]
    assert all(found)
    return sum(len(file.compressed) for file, _ in filter(None, found))


def test_a_customer_far_away_sees_the_form_after_few_bytes() -> None:
    """The form waits for one answer, and that has to come through where 0.2 s of 50 kB/s find room on the way.

    What is sent at once and finds none is lost, and sent again after more than a second. TLS, headers and a company's
    words have their part in these 10,000 bytes, too.
    """
    files = PageFiles(WEB)
    page = files.page("chat.html")

    assert len(page.compressed) < 9_000
    assert compressed(files, ["chat.js"]) < 64_000, "and the chat for nothing that only a picture or a code needs"
    assert compressed(files, ["spake2.js", "mirror_worker.js"]) > 0
