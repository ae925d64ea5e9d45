"""Whoever checks the connection hears what they sent, and no more; strangers' probes cost little, and are counted."""

import asyncio

import pytest

from console.host.core.limits import PROBES_A_MINUTE, PROBES_OF_ONE_SOURCE_A_MINUTE, Limits
from console.host.core.sources import WIDE_SHARE
from console.host.peers.peer import Peer
from console.host.peers.probing import Probing
from protocol.link.link import LinkEnd
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import PROBE_LIMIT, Probe, Probed
from protocol.vocabulary.messages import Reason, Refused


class Case:
    def __init__(self, **limits):
        self.now = 0.0
        self.limits = Limits({name.replace("_", "-"): value for name, value in limits.items()})
        self.handle = Probing(clock=lambda: self.now, limits=self.limits).handlers()[Probe]
        self.said = []

    def probe(self, address="203.0.113.7", data=b""):
        peer = Peer(loop=asyncio.get_running_loop(), limits=self.limits)
        peer.address = address
        peer.send = self.said.append
        self.handle(peer, Probe(number=1, data=data))
        return self.said.pop()


async def test_the_answer_is_what_was_sent_and_from_where():
    assert Case().probe("::ffff:203.0.113.7", b"abc") == Probed(number=1, data=b"abc", seen="203.0.113.7")
    assert Case().probe("proxy").seen == "", "a proxy's socket has no address"


def test_an_answer_is_hardly_larger_than_the_probe():
    for size in (0, PROBE_LIMIT):
        probe = HOST_VOCABULARY.encode(Probe(number=1, data=bytes(size)))
        answer = HOST_VOCABULARY.encode(Probed(number=1, data=bytes(size), seen="x" * 60))
        assert len(answer) - len(probe) < 80


async def test_one_source_has_its_share_of_a_minute_and_the_network_around_it_four_times_as_much():
    case = Case(probes_of_one_source_a_minute=3)
    answers = [case.probe(data=bytes([number])) for number in range(4)]
    assert [type(answer) for answer in answers] == [Probed] * 3 + [Refused]
    assert answers[3].reason is Reason.LIMIT
    others = [case.probe(f"203.0.113.{10 + number}") for number in range(3 * WIDE_SHARE)]
    assert sum(isinstance(answer, Probed) for answer in others) == 3 * (WIDE_SHARE - 1)
    case.now += 61
    assert isinstance(case.probe(), Probed)
    assert case.limits.met[PROBES_OF_ONE_SOURCE_A_MINUTE.name] > 0


async def test_all_together_have_a_share_too():
    case = Case(probes_a_minute=5)
    answers = [case.probe(f"198.51.{number}.1") for number in range(6)]
    assert [type(answer) for answer in answers] == [Probed] * 5 + [Refused]
    assert case.limits.met[PROBES_A_MINUTE.name] == 1
    assert case.limits.met[PROBES_OF_ONE_SOURCE_A_MINUTE.name] == 0


async def test_a_stranger_may_probe_after_hello_and_stays_a_stranger(start_host):
    host = await start_host(limits={"silence-s": 1})
    client = await host.client()
    client.send(Probe(number=7, data=b"x"))
    assert await client.get(Probed) == Probed(number=7, data=b"x", seen="127.0.0.1")
    assert await client.ended() in (LinkEnd.LOST, LinkEnd.SILENT), "probes are no login"


@pytest.mark.parametrize("name", ["probes-of-one-source-a-minute", "probes-a-minute"])
async def test_over_the_limit_a_real_host_refuses_and_keeps_the_link(start_host, name):
    host = await start_host(limits={name: 2})
    client = await host.client()
    for number in range(3):
        client.send(Probe(number=number))
    assert (await client.get(Refused)).about == Probe.TAG
    assert host.gateway.figures().limits[name] == 1
