"""Names that a reader takes for each other: a colleague with such a one is not new where the other is known."""

import pytest

from console.connection.known_devices import KnownDevice, KnownDevices, Standing
from console.connection.look_alikes import as_seen
from protocol.notation.names import is_clean
from protocol.vocabulary.accounts import DeviceKeys

ALIKE = [
    *(("Bill", "BiII"), ("Bill", "Bi11"), ("Bill", "Bi||"), ("Ian", "lan"), ("Olga", "0lga"), ("Arne", "Ame")),
    *(("Maria", "M\u0430ria"), ("Maria", "\U0001d40caria"), ("Maria", "\uff2daria"), ("Maria", "Mar\u0131a")),
    *(("Maria", "Mari\u0307a"), ("Maria", "Maria."), ("Maria", "Mar·ia"), ("Maria", "Maria\U00016fe4")),
    *(("Udo", "\u054ddo"), ("Olga", "\u0555lga"), ("Maria", "\u13b7ARIA"), ("David", "\u13a0avid")),
    *(
        ("Dora", "\ua4d3ora"),
        ("Hans", "\ua4e7ans"),
        ("Sara", "\ua731ara"),
        ("Vera", "\u1d20era"),
        ("Tom", "\U0001f163om"),
    ),
    *(("Max O\u2019Neil", "Max O'Neil"), ("Anna-Lena", "Anna\u2212Lena"), ("Anna-Lena", "Anna\u2010Lena")),
    *(("Walter", "VValter"), ("Ulla", "\u144clla"), ("Peter", "\u2ca3eter"), ("Anna  Muster", "anna muster")),
]
APART = [
    *(("Maria", "Marie"), ("Anna", "Hanna"), ("Müller", "Miller"), ("Müller", "Möller"), ("Ben", "Sven")),
    *(("कमला", "कमल"), ("कि", "का"), ("Иван", "Игорь"), ("Ωmega", "Alpha"), ("!", "?"), ("渡辺", "渡邊")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert as_seen(one) == as_seen(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_a_reader_tells_apart_is_not_the_same(one: str, other: str) -> None:
    assert as_seen(one) != as_seen(other)
    assert as_seen(one)


@pytest.mark.parametrize(("known", "shown"), [pair for pair in ALIKE if is_clean(pair[1])])
def test_a_colleague_who_looks_like_a_known_one_has_changed_and_is_not_new(tmp_path, known: str, shown: str) -> None:
    devices = KnownDevices(tmp_path / "keys")
    devices.use("help.example")
    devices.remember(KnownDevice(7, known, DeviceKeys(exchange=bytes(32), signing=bytes(32)), True))
    other = DeviceKeys(exchange=b"x" * 32, signing=b"y" * 32)
    assert devices.standing(99, shown, other) is Standing.CHANGED
    assert devices.standing(99, "Somebody Else", other) is Standing.NEW
