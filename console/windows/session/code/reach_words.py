"""What is said of an address that customers elsewhere surely cannot reach, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from protocol.notation.addresses import Reach

_CONTEXT = "reach_words"
_OWN: dict[Reach, object] = {
    "private": QT_TRANSLATE_NOOP(
        "reach_words",
        "Only computers in your network reach {address}. For customers elsewhere forward this port in your router and "
        "write the router’s address into Settings, or use a host on a server.",
    ),
    "shared": QT_TRANSLATE_NOOP(
        "reach_words",
        "Customers elsewhere cannot reach {address}: your provider shares one address among many (carrier-grade NAT), "
        "so no forwarding helps. Use a host on a server.",
    ),
    "link_local": QT_TRANSLATE_NOOP(
        "reach_words",
        "Only computers beside this one reach {address}: the network has given it no address of its own. Check the "
        "network connection, or write the address that customers reach into Settings.",
    ),
    "loopback": QT_TRANSLATE_NOOP(
        "reach_words",
        "Only this computer reaches {address}. For customers elsewhere start Fernblick without --listen, or use a host "
        "on a server.",
    ),
    "nowhere": QT_TRANSLATE_NOOP(
        "reach_words",
        "This computer is in no network, so no customer reaches it. Connect it; the code stays as it is.",
    ),
}
_COMPANY: dict[Reach, object] = {
    **dict.fromkeys(
        ("private", "shared", "link_local"),
        QT_TRANSLATE_NOOP(
            "reach_words",
            "Only computers in your network reach {address}. For customers elsewhere ask your administrator for a "
            "public name of the host.",
        ),
    ),
    **dict.fromkeys(
        ("loopback", "nowhere"),
        QT_TRANSLATE_NOOP(
            "reach_words",
            "Only this computer reaches {address}. For customers elsewhere log in to your host by a name that they "
            "reach, too.",
        ),
    ),
}
_SHORT: dict[Reach, object] = {
    **dict.fromkeys(("private", "shared", "link_local"), QT_TRANSLATE_NOOP("reach_words", "In your network only")),
    "loopback": QT_TRANSLATE_NOOP("reach_words", "On this computer only"),
    "nowhere": QT_TRANSLATE_NOOP("reach_words", "No network"),
}


def caution(reach: Reach, address: str, *, own: bool) -> str:
    """Return why customers elsewhere cannot reach `address` (HOST[:PORT]) and what to do; "" where they may well.

    `own`: it is this console's own host, so the technician can do something about it.
    """
    words = (_OWN if own else _COMPANY).get(reach, "")
    return QCoreApplication.translate(_CONTEXT, str(words)).format(address=address) if words else ""


def short_caution(reach: Reach) -> str:
    """Return the same in a few words, for who uses a host of their own; "" where there is nothing to be said."""
    words = _SHORT.get(reach, "")
    return QCoreApplication.translate(_CONTEXT, str(words)) if words else ""
