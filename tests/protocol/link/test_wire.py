"""Frames survive any cutting of the stream, and nobody can make a reader hold more than its limit."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.link.wire import HEADER, FrameReader, frame
from protocol.vocabulary.codec import RECORD_LIMIT, BadMessage


def test_a_frame_is_its_length_in_four_bytes_and_its_body() -> None:
    assert frame(b"abc") == b"\x00\x00\x00\x03abc"
    assert frame(b"") == b"\x00\x00\x00\x00"


@settings(max_examples=300, deadline=None)
@given(bodies=st.lists(st.binary(max_size=50)), cuts=st.lists(st.integers(0, 400)))
def test_bodies_come_out_as_they_went_in_however_the_stream_is_cut(bodies: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(frame(body) for body in bodies)
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    reader = FrameReader()
    out = [bytes(b) for low, high in itertools.pairwise(edges) for b in reader.feed(stream[low:high])]
    assert out == bodies


@settings(max_examples=300, deadline=None)
@given(chunks=st.lists(st.binary(max_size=30), max_size=20))
def test_any_bytes_are_frames_or_refused(chunks: list[bytes]) -> None:
    reader = FrameReader(limit=64)
    try:
        for chunk in chunks:
            assert all(len(body) <= 64 for body in reader.feed(chunk))
            assert reader.waiting <= 64 + HEADER
    except BadMessage:
        pass


def test_a_frame_over_the_limit_is_refused_by_its_header_alone() -> None:
    with pytest.raises(BadMessage):
        list(FrameReader(limit=10).feed((11).to_bytes(4, "big")))
    assert list(FrameReader(limit=10).feed((10).to_bytes(4, "big"))) == []


def test_four_gibibytes_announced_allocate_nothing() -> None:
    with pytest.raises(BadMessage):
        list(FrameReader().feed(b"\xff\xff\xff\xff"))


def test_the_limit_can_be_raised_between_two_frames_of_one_read() -> None:
    reader = FrameReader(limit=4)
    bodies = []
    for body in reader.feed(frame(b"abcd") + frame(b"0123456789")):
        bodies.append(bytes(body))
        reader.limit = RECORD_LIMIT
    assert bodies == [b"abcd", b"0123456789"]


def test_frames_behind_the_one_that_ended_the_reading_are_not_cut() -> None:
    reader = FrameReader()
    first = next(iter(reader.feed(frame(b"a") + frame(b"b"))))
    assert bytes(first) == b"a"
