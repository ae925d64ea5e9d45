"""Every limit of the host has one place, a key in the configuration, a figure, and a line in the log when it is met."""

import asyncio
import logging
import re
import ssl
import tomllib
from pathlib import Path

import pytest

from console.host.configuration.settings import LIMITS, SETTINGS
from console.host.core import limits as all_limits
from console.host.core.limits import BOUNDS, Bound
from console.host.process.monitor import HostCollector, Surroundings
from protocol.link.tls import ALPN_HTTP
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Attach, Pong, Refused

ROOT = Path(__file__).parents[3]
HOST = ROOT / "console" / "host"
NAMES = {bound.name: name for name, bound in vars(all_limits).items() if isinstance(bound, Bound)}
DECLARED = ("core/limits.py", "configuration/settings.py")
CODE = {
    str(path.relative_to(HOST)): re.sub(
        r"^from .*?import (\([^)]*\)|[^\n]*)\n", "", path.read_text(), flags=re.MULTILINE
    )
    for path in HOST.rglob("*.py")
}
BY_TABLE = {  # those that are asked for, and told of, by a name in a table
    "core/places.py": ("HANDSHAKING", "PAGES", "STRANGERS", "RETURNING"),
    "core/box_rates.py": ("TALK_BOXES_A_SECOND", "PICTURE_BOXES_A_SECOND", "OTHER_BOXES_A_SECOND"),
    "door/door.py": ("HANDSHAKES_OF_ONE_SOURCE_A_SECOND", "HANDSHAKES_A_SECOND"),
    "links/gateway.py": ("STRANGERS_MESSAGES_A_SECOND",),
    "process/server.py": ("REQUESTS_OF_ONE_SOURCE_A_SECOND",),
    "core/guests/quota.py": (
        "GUEST_MINUTES_OF_ONE_SOURCE_A_DAY",
        "GUEST_MINUTES_A_DAY",
        "GUEST_MEGABYTES_OF_ONE_SOURCE_A_DAY",
        "GUEST_MEGABYTES_A_DAY",
    ),
    "guests/line.py": ("GUEST_KILOBYTES_A_SECOND", "GUEST_SLOW_KILOBYTES_A_SECOND"),
    "core/guessing/turns.py": ("KNOWN_LOGINS_WAITING", "LOGINS_WAITING"),
    "store/journal.py": (
        "REFUSALS_OF_ONE_SOURCE_A_MINUTE",
        "REFUSALS_A_MINUTE",
        "WAIT_ROWS_OF_ONE_SOURCE_A_MINUTE",
        "WAIT_ROWS_A_MINUTE",
    ),
}
TOLD_BY_TABLE = {  # those that are told of so
    "peers/probing.py": ("PROBES_OF_ONE_SOURCE_A_MINUTE", "PROBES_A_MINUTE"),
    "sessions/questions.py": (
        "QUESTIONS_OF_ONE_SOURCE_A_MINUTE", "QUESTIONS_A_MINUTE", "QUESTIONS", "QUESTIONS_OF_ONE_SOURCE",
    ),
    "guests/meter.py": ("GUEST_SESSIONS", "GUEST_SESSIONS_OF_ONE_SOURCE", "GUEST_SESSIONS_OF_ONE_KEY"),
    "links/page_connection.py": ("REQUEST_HEAD_S", "SLOW_READER_S"),
    "sessions/joins.py": ("JOIN_S", "STEP_S"),
    "technicians/tries.py": ("FREE_LOGINS", "LOGIN_DELAY_S"),
    "core/places.py": ("FILES",),
}  # fmt: skip


def uses(pattern):
    return any(re.search(pattern, text) for name, text in CODE.items() if name not in DECLARED)


def in_table(tables, constant):
    return any(
        constant in constants and re.search(rf"\b{constant}\b", CODE[name]) for name, constants in tables.items()
    )


@pytest.mark.parametrize("name", BOUNDS)
def test_a_limit_is_asked_for_where_it_holds_and_told_of_when_it_is_met(name):
    constant = NAMES[name]
    by_table = in_table(BY_TABLE, constant)
    assert by_table or uses(rf"\.(of|seconds|bucket)\(\s*{constant}\b"), f"nobody asks what {constant} is"
    told = by_table or in_table(TOLD_BY_TABLE, constant) or uses(rf"\.(meet|held)\(\s*{constant}\b")
    assert told, f"nobody says that {constant} was met"


@pytest.mark.parametrize("name", BOUNDS)
def test_a_limit_has_a_key_that_is_its_name(name):
    bound, setting = BOUNDS[name], SETTINGS[f"{LIMITS}{name}"]
    assert setting.default == setting.read(str(bound.usual)) == bound.usual
    assert bound.least <= bound.usual <= bound.most
    assert bound.words
    assert setting.words == bound.words


def test_a_limit_has_its_name_only_once_and_its_own_place():
    assert len(NAMES) == len(BOUNDS)
    assert all(bound is vars(all_limits)[NAMES[name]] for name, bound in BOUNDS.items())


def test_no_other_module_has_a_rate_or_a_share_of_its_own():
    """What bounds how often, or how much of one source, is declared in `limits`, wherever it is used."""
    own = re.compile(r"^[A-Z_]+(?:_A_MINUTE|_A_SECOND|_OF_ONE_SOURCE)\b[^=\n]*= *[0-9]", re.MULTILINE)
    rates = re.compile(r"\b(?:Rate|SourceRate|SourceCount|Bucket)\((?!self)[^)]*")
    for name, text in CODE.items():
        if name in DECLARED or name.startswith("core/"):
            continue
        assert not own.search(text), name
        for made in rates.findall(text):  # PINGS are every link's, whoever's it is
            assert re.search(r"limits\.|\(count|\(limit\(|_SAID_A_MINUTE|\(PINGS,", made), f"{name}: {made}"


def test_the_example_of_the_configuration_names_each_with_what_it_usually_is():
    text = (ROOT / "packaging" / "host" / "host.toml").read_text(encoding="utf-8")
    part = text[text.index("#[limits]") :]
    said = tomllib.loads("\n".join(line.removeprefix("#") for line in part.splitlines() if not line.startswith("# ")))
    assert said["limits"] == {name: bound.usual for name, bound in BOUNDS.items()}


def test_the_manual_page_explains_each():
    text = (ROOT / "packaging" / "host" / "fernblick-host.1").read_text(encoding="utf-8").replace("\\-", "-")
    for bound in BOUNDS.values():
        assert f'.BI {bound.name} " {bound.usual}"' in text


async def test_whoever_watches_sees_each_from_the_start(host):
    around = Surroundings(certificate_ends_s=None, disk_free=2**40)
    found = {
        sample.labels["limit"]: sample.value
        for metric in HostCollector(host.gateway.figures, lambda: around).collect()
        for sample in metric.samples
        if sample.name == "fernblick_limit_met_total"
    }
    assert found == dict.fromkeys(BOUNDS, 0)


# -- each of a stranger's, at a real host, set in the configuration ------------------------------------------------


def anyone():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([ALPN_HTTP])
    return context


async def browsers(host, count, says=b"", sources=1):
    for number in range(count):
        _, writer = await asyncio.open_connection(
            "127.0.0.1",
            host.port,
            ssl=anyone(),
            server_hostname="x",
            local_addr=(f"127.0.{1 + number % sources}.1", 0),
        )
        writer.write(says)
        host.writers.append(writer)


async def silent(host, count):
    for _ in range(count):
        _, writer = await asyncio.open_connection("127.0.0.1", host.port)
        host.writers.append(writer)


async def links(host, count, *messages):
    for _ in range(count):
        client = await host.client()
        for message in messages:
            client.send(message)


async def joins(host, count):
    client = await host.client()
    for _ in range(count):
        client.send(Join(route="0000"))
        await client.get(Refused)


async def later(act, host, count):
    """Have some come, and others once those have had their time."""
    await act(host, count)
    await asyncio.sleep(1.1)
    await act(host, count)


async def greeting(host, count):
    client = await host.client()
    for _ in range(count):
        client.send(Pong())
    await client.ended()


GET = b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
SEAT = Attach(session=bytes(16), member=1, token=bytes(32), salt=bytes(16))
MET = {
    "handshaking": (8, lambda host: later(silent, host, 2)),
    "handshake-s": (1, lambda host: silent(host, 1)),
    "handshakes-a-second": (0.4, lambda host: browsers(host, 4, sources=4)),
    "handshakes-of-one-source-a-second": (0.05, lambda host: browsers(host, 4)),
    "pages": (8, lambda host: later(browsers, host, 2)),
    "request-head-s": (1, lambda host: browsers(host, 1, b"GET / HTTP/1.1\r\n")),
    "requests": (2, lambda host: browsers(host, 1, 3 * GET)),
    "requests-of-one-source-a-second": (0.1, lambda host: browsers(host, 1, 5 * GET)),
    "page-bytes-a-second": (1024, lambda host: browsers(host, 1, b"POST / HTTP/1.1\r\nHost: x\r\n" + bytes(8192))),
    "strangers-messages-a-second": (1, lambda host: greeting(host, 30)),
    "strangers": (8, lambda host: later(links, host, 2)),
    "silence-s": (1, lambda host: links(host, 1)),
    "failed-joins-a-minute": (2, lambda host: joins(host, 3)),
    "questions-of-one-source-a-minute": (2, lambda host: links(host, 12, SEAT)),  # some after those that led nowhere
    "questions-a-minute": (2, lambda host: links(host, 12, SEAT)),
}


@pytest.mark.parametrize("name", MET)
async def test_a_limit_that_is_met_is_seen_in_the_figures_and_in_the_log(start_host, until, name, caplog):
    set_to, act = MET[name]
    host = await start_host(limits={name: set_to})
    host.writers = []
    caplog.set_level(logging.WARNING)
    acting = asyncio.ensure_future(act(host))
    try:
        await until(lambda: host.gateway.figures().limits[name] > 0)
        (line,) = [record for record in caplog.records if record.args and record.args.get("limit") == name]
        assert f"the limit {name} was met" in line.getMessage()
    finally:
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)
        for writer in host.writers:
            writer.transport.abort()
