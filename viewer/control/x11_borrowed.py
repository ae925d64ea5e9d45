"""Keys of an X keyboard that type nothing, borrowed to type what no key has, and given back.

The map is the customer's: they may load another layout at any moment, which gives such a key a meaning of its own, and
the borrowed one is gone. So a key is taken only while it is empty, and given back only while it types what was lent.
"""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import xcffib
import xcffib.xproto

BORROWED_LIMIT = 32  # spare keys that type what no key has, at once
KEPT_S = 0.5  # that a borrowed key keeps its meaning at least, for programs that are slow to look it up

_PROPERTY = "_FERNBLICK_BORROWED"
_CARDINAL = xcffib.xproto.Atom.CARDINAL
_NO_SYMBOL = 0


class BorrowedKeys:
    """The keys that are borrowed at present, written down at the server for whoever has to give them back.

    Args:
        connection: to the X server.
        root: its root window.
        codes: the keycodes that there are.
    """

    def __init__(self, *, connection: Any, root: int, codes: range) -> None:
        self._connection = connection
        self._root = root
        self._codes = codes
        self._property = connection.core.InternAtom(False, len(_PROPERTY), _PROPERTY).reply().atom
        self._lent: OrderedDict[int, tuple[int, float]] = OrderedDict()  # keysym -> keycode, when it was used
        self._give_back(self._listed())  # what a process has left that was killed

    def keycodes(self) -> list[int]:
        """Return the keys that are borrowed."""
        return [keycode for keycode, _ in self._lent.values()]

    def has(self, keysym: int) -> bool:
        """Say whether a key is borrowed for `keysym`."""
        return keysym in self._lent

    def follow(self, rows: Mapping[int, Sequence[int]]) -> None:
        """Forget the keys that somebody else has given a meaning: a row is what a key types by now."""
        for keysym, (keycode, _) in list(self._lent.items()):
            if not _types_only(rows[keycode], keysym):
                del self._lent[keysym]

    def borrow(self, keysym: int, spare: Sequence[int], pressed: Collection[int]) -> int | None:
        """Return a key that types `keysym` from now on; None where none is free.

        Args:
            keysym: what it is to type.
            spare: keys that type nothing.
            pressed: keysyms whose keys are in use.
        """
        now_s = time.monotonic()
        spare = [keycode for keycode in spare if keycode not in self.keycodes()]
        if keysym in self._lent:
            keycode: int | None = self._lent.pop(keysym)[0]
        elif len(self._lent) < BORROWED_LIMIT and spare:
            keycode = self._take(spare, keysym)
        else:
            keycode = self._reuse(keysym, pressed)
        if keycode is not None:
            self._lent[keysym] = (keycode, now_s)
            self._list()
        return keycode

    def give_back(self) -> None:
        """Let all of them type nothing again."""
        self._give_back([(keycode, keysym) for keysym, (keycode, _) in self._lent.items()])

    def _take(self, spare: Sequence[int], keysym: int) -> int | None:
        return next((keycode for keycode in reversed(spare) if self._change(keycode, _NO_SYMBOL, keysym)), None)

    def _reuse(self, keysym: int, pressed: Collection[int]) -> int | None:
        """Let the key that was used before all others type `keysym`, once programs have surely looked it up."""
        longest = next((lent for lent in self._lent if lent not in pressed), None)
        if longest is None:
            return None
        keycode, used_s = self._lent.pop(longest)
        time.sleep(max(0.0, KEPT_S / BORROWED_LIMIT - (time.monotonic() - used_s)))
        return keycode if self._change(keycode, longest, keysym) else None

    def _change(self, keycode: int, before: int, after: int) -> bool:
        """Let a key type `after` if it types `before` at this moment; return whether it did."""
        with self._alone():
            row = list(self._connection.core.GetKeyboardMapping(keycode, 1).reply().keysyms)
            if not _types_only(row, before):
                return False
            self._connection.core.ChangeKeyboardMapping(1, keycode, 2, [after, after])
        return True

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep all others from changing anything meanwhile."""
        self._connection.core.GrabServer()
        try:
            yield
        finally:
            self._connection.core.UngrabServer()
            self._connection.flush()

    def _give_back(self, lent: Sequence[tuple[int, int]]) -> None:
        for keycode, keysym in lent:
            self._change(keycode, keysym, _NO_SYMBOL)
        self._lent.clear()
        self._list()

    def _list(self) -> None:
        """Write down which keys are borrowed for what, for who has to give them back if this process is killed."""
        values = [number for keysym, (keycode, _) in self._lent.items() for number in (keycode, keysym)]
        mode = xcffib.xproto.PropMode.Replace
        self._connection.core.ChangeProperty(mode, self._root, self._property, _CARDINAL, 32, len(values), values)

    def _listed(self) -> list[tuple[int, int]]:
        count = 2 * BORROWED_LIMIT
        kept = self._connection.core.GetProperty(False, self._root, self._property, _CARDINAL, 0, count).reply()
        values = list(kept.value.to_atoms())
        return [pair for pair in zip(values[::2], values[1::2], strict=False) if pair[0] in self._codes]


def _types_only(row: Sequence[int], keysym: int) -> bool:
    """Say whether a key types `keysym` and nothing else; `_NO_SYMBOL`: nothing at all."""
    return {number for number in row if number} == ({keysym} if keysym else set())
