"""What the host logs: one event name a line, and the same as text and as JSON."""

import ast
import io
import json
import logging
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from console.host.core.audit import Event
from console.host.core.chain.names import named
from console.host.core.limits import Limits
from console.host.process import logs
from console.host.process.folder import EXIT_MISSING, StartError
from console.host.store.journal import Journal

HOST = Path(__file__).parents[4] / "console" / "host"
METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def log_calls():
    """Return (place, call) for everything that is logged in the host."""
    for file in sorted(HOST.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "_log"
                and node.func.attr in METHODS
            ):
                yield f"{file.name}:{node.lineno}", node


def event_names():
    """Return every event that the host names, wherever the mapping stands."""
    for file in sorted(HOST.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "event" and isinstance(value, ast.Constant):
                        yield value.value


def test_everything_is_logged_with_one_mapping():
    wrong = []
    for place, call in log_calls():
        said = call.args[1:] if call.func.attr == "log" else call.args  # after the level
        if len(said) != 2 or isinstance(said[1], ast.Constant):
            wrong.append(place)
    assert wrong == []


def test_every_line_has_an_event_name_of_its_own():
    names = Counter(event_names())
    assert len(list(log_calls())) <= names.total()
    assert [name for name, count in names.items() if count > 1 or not re.fullmatch(r"[a-z_]+", name)] == []


@pytest.fixture
def lines():
    """Log through what `set_up_logs` makes; return what was written."""
    logger, before = logging.getLogger(), logging.getLogger().handlers[:]

    def write(kind, log):
        stream = io.StringIO()
        logger.handlers.clear()
        logs.set_up_logs("info", kind, stream)
        log(logging.getLogger("console.host.links.gateway"))
        return stream.getvalue().splitlines()

    level = logger.level
    yield write
    logger.handlers[:] = before
    logger.setLevel(level)


def end_link(log):
    log.info("link from %(address)s ended: %(end)s", {"event": "link_ended", "address": "::1", "end": "lost"})


def test_as_text_a_line_is_for_people(lines):
    assert lines("text", end_link)[0].endswith(" INFO console.host.links.gateway: link from ::1 ended: lost")


def test_as_json_a_line_is_one_object_with_its_event_and_fields(lines):
    (line,) = lines("json", end_link)
    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", told.pop("timestamp"))
    assert told == {
        "event": "link_ended",
        "address": "::1",
        "end": "lost",
        "level": "info",
        "logger": "console.host.links.gateway",
        "message": "link from ::1 ended: lost",
    }


def test_what_libraries_log_and_faults_are_one_line_of_json_each_too(lines):
    def log(logger):
        logger.warning("%s of %d", "one", 2)
        try:
            raise ValueError("Jörg\nnext line")
        except ValueError:
            logger.exception("a fault", {"event": "fault"})

    warning, fault = (json.loads(line) for line in lines("json", log))
    assert (warning["event"], warning["message"]) == ("library", "one of 2")
    assert fault["event"] == "fault"
    assert "ValueError: Jörg\nnext line" in fault["exception"]


@pytest.mark.parametrize("kind", ["text", "json"])
def test_the_journal_reads_each_lines_priority(kind, tmp_path, monkeypatch):
    def log(logger):
        for level in ("info", "warning", "error", "critical"):
            getattr(logger, level)(level)
        try:
            raise ValueError("first\nsecond")
        except ValueError:
            logger.exception("a fault", {"event": "fault"})

    logger, before, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    with (tmp_path / "journal").open("w+") as stream:
        about = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{about.st_dev}:{about.st_ino}")
        try:
            logs.set_up_logs("info", kind, stream)
            log(logging.getLogger("console.host"))
            stream.seek(0)
            lines = stream.read().splitlines()
        finally:
            logger.handlers[:] = before
            logger.setLevel(level)
    assert [line[:3] for line in lines[:4]] == ["<6>", "<4>", "<3>", "<2>"]
    assert {line[:3] for line in lines[4:]} == {"<3>"}
    assert (len(lines) == 5) is (kind == "json"), "a traceback of several lines is several entries of the journal"


def test_elsewhere_no_priority_is_written(lines, monkeypatch):
    monkeypatch.setenv("JOURNAL_STREAM", "1:2")
    assert not lines("text", end_link)[0].startswith("<")


def test_what_the_audit_is_told_is_logged_in_fields_with_names_that_can_be_read(lines):
    def log(_logger):
        journal = Journal(clerk=None, now_ms=lambda: 1, clock=lambda: 1.0, later=None, limits=Limits())
        journal.entry(Event.INVITED, session=bytes(range(16)), member=1, who=named(3, "Bob 100%"), detail="transfer")

    told = json.loads(lines("json", log)[0])
    assert {"event": "audit", "audit": "invited", "who": "Bob 100%", "detail": "transfer"}.items() <= told.items()
    assert (told["session"], told["member"]) == ("00010203", 1)
    assert told["message"] == "invited session=00010203 member=1 who=Bob 100% detail=transfer"


def test_without_structlog_the_sentence_says_what_to_install(monkeypatch, lines):
    monkeypatch.setitem(sys.modules, "structlog", None)
    with pytest.raises(StartError, match=r"package structlog: .*bootstrap.py run host") as refused:
        logs.set_up_logs("info", "json")
    assert refused.value.status == EXIT_MISSING
