"""Point 6: what goes wrong is said in one sentence with what to do; nothing is lost, no program dies."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator

import pytest

from demonstration.desktop import wait_for
from protocol.notation.joincode import code_text
from resources.words.sentences import SENTENCES
from tests.helpers.odd.desktops import wayland_desktop
from tests.system.stage.nonsense import FalseHost, pester
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage, run

pytestmark = pytest.mark.system

NO_DISPLAY = 3  # exit status
WATCHED_S = 2.0  # with tries after 0.25, 0.5, 1, 2... seconds
VISITS_A_SECOND = 7  # at most; a try is two connections: is the host there, and the link


@pytest.fixture(params=[True, False], ids=["tls", "noise"])
def false_host(request: pytest.FixtureRequest, stage: Stage) -> Iterator[FalseHost]:
    host = FalseHost(stage.folder / "false-host", tls=request.param)
    yield host
    host.close()


def test_after_three_wrong_codes_the_viewer_counts_a_minute_down_also_when_started_anew(stage: Stage) -> None:
    console = stage.console_with_session()
    _, code = stage.link()
    host = address_of_host(stage)
    for _ in range(2):
        viewer = stage.viewer("--join", wrong_code(code), "--host", host)
        told(viewer, "wrong_code")
        viewer.kill()
    viewer = stage.viewer("--join", wrong_code(code), "--host", host)
    viewer.reads("Three codes in a row did not lead into a session.")
    viewer.kill()
    viewer = stage.viewer("--join", code, "--host", host)
    viewer.reads("please wait a minute")
    first = counted_down(viewer)
    wait_for("the count to go on", lambda: counted_down(viewer) < first)
    assert 0 < first <= 60
    assert not viewer.see("Join", "button").enabled
    console.miss("Clara joined.*")


def counted_down(viewer: Program) -> int:
    found = re.search(r"This goes on in ([0-9]+) s\.", viewer.all_words())
    return int(found[1]) if found else 0


def test_a_wrong_code_is_refused_and_the_right_one_then_needs_the_technicians_click(stage: Stage) -> None:
    console = stage.console_with_session()
    _, code = stage.link()
    viewer = stage.viewer("--join", wrong_code(code), "--host", address_of_host(stage))
    told(viewer, "wrong_code")

    type_code(viewer, code, address=address_of_host(stage))
    console.see(r"Is this Clara\?", "label")
    console.click("Admit")
    stage.joined(console, viewer)


def test_an_expired_code_is_said_on_both_sides_and_a_new_one_works(stage: Stage) -> None:
    data = str(stage.technician.folder / "host")
    short = ("--code-valid-s", "2", "--listen", "127.0.0.1:0", "--log-level", "info")
    stage.technician.start("console.host", "serve", "--embedded", "--data", data, *short)
    wait_for("the host", lambda: stage.technician.host)
    console = stage.console_with_session()
    _, code = stage.link()
    console.see("The code has expired", "label")
    viewer = stage.viewer("--join", code, "--host", address_of_host(stage))
    wait_for("a sentence", lambda: problem(viewer) in (SENTENCES["code_expired"], SENTENCES["unknown_code"]))
    console.click("New code")
    wait_for("a new code", lambda: stage.link()[1] != code)
    console.see(r"Code (\d ){9}\d")


def test_where_no_host_is_the_viewer_says_so_and_keeps_the_code(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    viewer = stage.viewer("--join", "1234 567 890"[:-1] + "5", "--host", f"127.0.0.1:{port}")
    told(viewer, "check")
    type_code(viewer, code_text("1234", "56789"), address=f"127.0.0.1:{port}")
    told(viewer, "refused")
    field = viewer.find("Code or link.*", "text")
    assert field is not None
    assert field.text == code_text("1234", "56789")


def test_a_taken_port_is_said_in_the_window_and_tried_again_at_a_click(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        console = stage.technician.start("console.app", "--listen", address, "--log-level", "info")
        console.reads(SENTENCES["port_taken"])
        assert console.process.poll() is None
    console.click("Try again")
    console.see("On this computer only", "label")
    assert address_of_host(stage) == address


@pytest.mark.parametrize("module", ["console.app", "viewer.app"])
@pytest.mark.parametrize("display", [None, ":4711"], ids=["none", "dead"])
def test_without_a_display_one_sentence_says_so(stage: Stage, module: str, display: str | None) -> None:
    environment = {k: v for k, v in stage.technician.environment.items() if k != "DISPLAY"}
    done = run(module, environment=environment | ({"DISPLAY": display} if display else {}))
    assert done.returncode == NO_DISPLAY
    assert done.stderr.strip() == SENTENCES["no_display"]
    assert done.stdout == ""


def test_under_wayland_the_share_button_says_why_it_cannot_be_pressed(stage: Stage) -> None:
    with wayland_desktop(stage.folder / "wayland-0") as wayland:
        _share_button_says_why_not(stage, wayland | {"QT_QPA_PLATFORM": "xcb"})  # Qt would wait for its answers


def _share_button_says_why_not(stage: Stage, wayland: dict[str, str]) -> None:
    console = stage.console("--new-session", "Clara", "--link-file", str(stage.link_file), changed=wayland)
    viewer = stage.viewer("--join-file", str(stage.link_file))
    stage.joined(console, viewer)
    button = console.see("Share screen", "button")
    assert not button.enabled
    assert button.description == SENTENCES["wayland"]


@pytest.mark.parametrize("module", ["console.app", "viewer.app"])
def test_a_broken_settings_file_is_kept_aside_and_said_once(stage: Stage, module: str) -> None:
    settings = stage.technician.folder / "settings.ini"
    settings.write_bytes(broken := b"\x00\xff\xfe not a setting\n[General\nlanguage")
    program = stage.technician.start(module, "--log-level", "info")
    program.reads(SENTENCES["settings_broken"])
    assert settings.with_name("settings.ini.broken").read_bytes() == broken
    program.click("OK")
    program.miss("OK", "button")


def test_a_data_folder_that_cannot_be_used_is_said_in_the_window(stage: Stage) -> None:
    no_folder = stage.folder / "file"
    no_folder.touch()
    console = stage.console(changed={"FERNBLICK_DATA": str(no_folder)})
    console.reads(SENTENCES["data_folder"])
    console.reads(SENTENCES["settings_unreadable"])
    assert console.process.poll() is None


def test_a_damaged_seat_is_put_aside_and_said_by_both_programs(stage: Stage) -> None:
    for program in stage.session():
        program.kill()
    for folder in (stage.technician.folder / "console", stage.customer.folder / "viewer"):
        (seat,) = folder.glob("*.seat")
        seat.write_bytes(seat.read_bytes()[:40])
    console, viewer = stage.console(), stage.viewer()
    console.reads(SENTENCES["seat_broken"])
    told(viewer, "seat_broken")
    for folder in (stage.technician.folder / "console", stage.customer.folder / "viewer"):
        assert [file.suffix for file in folder.glob("*.*") if file.suffix in (".broken", ".seat")] == [".broken"]


def test_garbage_sent_to_the_host_disturbs_nobody(stage: Stage) -> None:
    console, viewer = stage.session()
    host = stage.technician.host
    assert host is not None
    pester(host["port"], times=12)
    viewer.write("Still here")
    console.see("Clara, .*, Still here")
    assert stage.technician.host == host


def test_garbage_from_a_false_host_is_a_sentence_at_the_customers(stage: Stage, false_host: FalseHost) -> None:
    viewer = stage.viewer()
    type_code(viewer, code_text("1234", "56789"), address=f"127.0.0.1:{false_host.port}")
    for visit in range(1, 4):
        wait_for("the visit", lambda n=visit: false_host.visits >= n)
        wait_for("a sentence", lambda: problem(viewer) in SENTENCES.values())
        assert problem(viewer) != SENTENCES["unknown"]
        viewer.click("Join")
    assert viewer.process.poll() is None


def test_garbage_from_a_false_host_is_never_taken_for_the_real_one(stage: Stage, false_host: FalseHost) -> None:
    folder = stage.technician.folder / "host"
    folder.mkdir(exist_ok=True)
    entry = {
        "address": "127.0.0.1", "everywhere": False, "port": false_host.port, "token": bytes(32).hex(),
        "fingerprint": false_host.fingerprint.hex(), "pid": os.getpid(), "version": "0",
        "socket": str(folder / "console.socket"),
    }  # fmt: skip
    (folder / "host.json").write_text(json.dumps(entry), encoding="utf-8")
    console = stage.technician.start("console.app", "--log-level", "info")
    console.see(r"Ready|.* only|No network", "label")  # it has started its own, and has not even asked at that port
    host = stage.technician.host
    assert host is not None
    assert host["port"] != false_host.port
    assert false_host.visits == 0


def test_an_unknown_option_and_a_bad_one_are_a_line_of_usage(stage: Stage) -> None:
    for module, options in (("console.app", ["--monitor", "x"]), ("viewer.app", ["--nonsense"])):
        done = run(module, *options, environment=stage.technician.environment)
        assert done.returncode == 2
        assert "usage:" in done.stderr
        assert "Traceback" not in done.stderr


def wrong_code(code: str) -> str:
    """Return a code whose check digit is right and whose secret is not."""
    digits = code.replace(" ", "")
    return code_text(digits[:4], f"{(int(digits[4:9]) + 1) % 100_000:05}")


def address_of_host(stage: Stage) -> str:
    host = stage.technician.host
    assert host is not None
    return f"{host['address']}:{host['port']}"


def problem(viewer: Program) -> str:
    """Return what stands below the code or the address."""
    fields = [viewer.find(name, "text") for name in ("Code or link from the technician", "Address")]
    told = [field.description for field in fields if field is not None]
    return next((words for words in told if words in SENTENCES.values()), "")  # else it is what stands in an empty one


def told(viewer: Program, code: str) -> None:
    wait_for(f"the sentence of {code!r}", lambda: problem(viewer) == SENTENCES[code])


def type_code(viewer: Program, code: str, *, address: str) -> None:
    viewer.front("Join a session")
    viewer.enter("Code or link from the technician", code)
    if viewer.find("Address", "text") is None:
        viewer.click("Address", "button")
    viewer.enter("Address", address)
    viewer.click("Join")
