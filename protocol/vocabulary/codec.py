"""Turn frozen dataclasses into MessagePack maps and back, checking every field on the way in.

A vocabulary (`messages`, `content`) is a list of dataclasses with a `TAG`. Each field's type says what a peer may
send: `Annotated[int, Between(0, 9)]`, `Annotated[str, AtMost(4000)]`, `Annotated[str, Clean(60)]`, `Matching`,
`Annotated[bytes, Exactly(32)]`, bool, `tuple[X, ...]` with `AtMost`, another plain dataclass, a `StrEnum`, or
`X | None`. A field that can be sized must state a limit.
"""

from __future__ import annotations

import dataclasses
import enum
import re
import types
import typing
from collections.abc import Callable, Iterable
from typing import Annotated, Any, ClassVar, Union

import msgpack

from protocol.notation.names import is_clean

RECORD_LIMIT = 64 * 1024  # bytes of one encoded message, at most
DEPTH_ITEMS = 256  # items of any one array or map in a message, at most


class BadMessage(Exception):
    """A peer sent bytes that are not a message of the vocabulary; its link must be closed."""


@dataclasses.dataclass(frozen=True)
class Between:
    """An integer from `low` to `high`, both included."""

    low: int
    high: int


@dataclasses.dataclass(frozen=True)
class AtMost:
    """At most `count` characters, bytes or items."""

    count: int


@dataclasses.dataclass(frozen=True)
class Exactly:
    """Exactly `count` bytes."""

    count: int


@dataclasses.dataclass(frozen=True)
class Clean:
    """One line as `names.cleaned` makes it, of at most `count` characters; of none only where it may be `empty`."""

    count: int
    empty: bool = False


@dataclasses.dataclass(frozen=True)
class Matching:
    """What a regular expression matches as a whole, of at most `count` characters."""

    count: int
    pattern: str


class Message:
    """A message of a vocabulary: a frozen, keyword-only dataclass whose `TAG` names it on the wire."""

    TAG: ClassVar[str]


Check = Callable[[Any], Any]


def _refuse(what: str) -> typing.NoReturn:
    raise BadMessage(what)


def _check_int(limit: Between) -> Check:
    def check(value: Any) -> int:
        if type(value) is not int or not limit.low <= value <= limit.high:
            _refuse("number out of range")
        return value

    return check


def _check_sized(kind: type[str] | type[bytes], limit: AtMost | Exactly) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            _refuse(f"{kind.__name__} expected")
        if len(value) > limit.count or (isinstance(limit, Exactly) and len(value) != limit.count):
            _refuse("wrong length")
        return value

    return check


def _check_clean(limit: Clean) -> Check:
    def check(value: Any) -> str:
        if type(value) is not str:
            _refuse("str expected")
        if not is_clean(value, limit.count) or not (value or limit.empty):
            _refuse("not a clean name")
        return value

    return check


def _check_matching(limit: Matching) -> Check:
    expression = re.compile(limit.pattern, re.ASCII)

    def check(value: Any) -> str:
        if type(value) is not str:
            _refuse("str expected")
        if len(value) > limit.count or expression.fullmatch(value) is None:
            _refuse("not of this form")
        return value

    return check


def _check_bool(value: Any) -> bool:
    if type(value) is not bool:
        _refuse("bool expected")
    return value


def _check_enum(kind: type[enum.StrEnum]) -> Check:
    def check(value: Any) -> enum.StrEnum:
        try:
            return kind(value)
        except ValueError:
            raise BadMessage(f"unknown {kind.__name__}") from None

    return check


def _check_tuple(item: Check, limit: AtMost) -> Check:
    def check(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) > limit.count:
            _refuse("list too long, or no list")
        return tuple(item(v) for v in value)

    return check


def _check_optional(inner: Check) -> Check:
    return lambda value: None if value is None else inner(value)


def _check_for(hint: Any) -> Check:
    """Build the check for one field's type; a type that states no limit is a mistake of ours."""
    limit: Any = None
    if typing.get_origin(hint) is Annotated:
        hint, limit = typing.get_args(hint)[:2]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _check_optional(_check_for(next(a for a in args if a is not type(None))))
    if origin is tuple or hint in (int, str, bytes):
        return _check_limited(hint, limit)
    if hint is bool:
        return _check_bool
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return _check_enum(hint)
    return _Shape(hint).build


def _check_limited(hint: Any, limit: Any) -> Check:
    if limit is None:
        raise TypeError(f"{hint} states no limit")
    if hint is int:
        return _check_int(limit)
    if isinstance(limit, Clean):
        return _check_clean(limit)
    if isinstance(limit, Matching):
        return _check_matching(limit)
    if hint in (str, bytes):
        return _check_sized(hint, limit)
    return _check_tuple(_check_for(typing.get_args(hint)[0]), limit)


class _Shape:
    """The fields of one dataclass, with their checks."""

    def __init__(self, kind: type) -> None:
        self.kind = kind
        hints = typing.get_type_hints(kind, include_extras=True)
        self.checks = {f.name: _check_for(hints[f.name]) for f in dataclasses.fields(kind)}
        self.required = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}

    def build(self, fields: Any) -> Any:
        """Make a `kind` of a decoded map; unknown keys are ignored, missing ones take their default."""
        if type(fields) is not dict:
            _refuse("map expected")
        if not self.required <= fields.keys():
            _refuse(f"{self.kind.__name__} lacks a field")
        return self.kind(**{name: check(fields[name]) for name, check in self.checks.items() if name in fields})


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


class Vocabulary:
    """A closed set of messages and their encoding.

    Args:
        kinds: the messages.
        never: messages that nobody may send to who reads this vocabulary; they are not read, and not ignored.
    """

    def __init__(self, kinds: Iterable[type[Message]], *, never: Iterable[type[Message]] = ()) -> None:
        self.kinds = tuple(kinds)
        self._never = frozenset(kind.TAG for kind in never)
        self._shapes = {kind.TAG: _Shape(kind) for kind in self.kinds}

    def encode(self, message: Message) -> bytes:
        """Encode `message` as one MessagePack map of at most `RECORD_LIMIT` bytes."""
        if message.TAG not in self._shapes:
            raise ValueError(f"{message.TAG} is not of this vocabulary")
        packed: bytes = msgpack.packb({"t": message.TAG, **_plain(message)})
        assert len(packed) <= RECORD_LIMIT, f"{message.TAG} of {len(packed)} bytes"
        return packed

    def decode(self, data: bytes | memoryview) -> Message | None:
        """Decode one message.

        Returns:
            The message, or None where its tag is unknown (a newer peer's: to be ignored).

        Raises:
            BadMessage: `data` is not one well-formed message within its limits.
        """
        if len(data) > RECORD_LIMIT:
            _refuse("message too long")
        try:
            fields = msgpack.unpackb(
                data,
                max_str_len=RECORD_LIMIT,
                max_bin_len=RECORD_LIMIT,
                max_array_len=DEPTH_ITEMS,
                max_map_len=DEPTH_ITEMS,
                max_ext_len=0,
                strict_map_key=True,
            )
        except (ValueError, msgpack.exceptions.UnpackException, RecursionError) as error:
            raise BadMessage("not MessagePack within limits") from error
        if type(fields) is not dict or type(fields.get("t")) is not str:
            _refuse("no tag")
        if fields["t"] in self._never:
            _refuse(f"{fields['t']} is not for us")
        shape = self._shapes.get(fields["t"])
        return None if shape is None else shape.build(fields)
