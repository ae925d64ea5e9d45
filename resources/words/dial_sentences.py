"""Why a host cannot be reached, for each `DialKind`; `{about}` is its port or the proxy, `{today}` the date here."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

DIAL_SENTENCES: dict[str, object] = {
    "network": QT_TRANSLATE_NOOP(
        "sentences", "This computer has no network connection. Connect it, by cable or Wi-Fi, then try again."
    ),
    "unresolved": QT_TRANSLATE_NOOP(
        "sentences",
        "The name in the address could not be looked up, because this network’s name server does not answer. Check "
        "the network connection and try again.",
    ),
    "name": QT_TRANSLATE_NOOP("sentences", "The name in this address is not known. Check it for typing errors."),
    "refused": QT_TRANSLATE_NOOP(
        "sentences", "Nothing answers at this address. Check the address, or try again later."
    ),
    "other_service": QT_TRANSLATE_NOOP(
        "sentences",
        "Something answers at this address, but it is no host of Fernblick. Check the address and its port; a network "
        "that asks for a login in the browser first answers like this, too.",
    ),
    "blocked": QT_TRANSLATE_NOOP(
        "sentences",
        "Nothing comes back from port {about} at this address. A firewall on the way may not let it through: ask "
        "whoever runs your network to allow outgoing connections to port {about}, or try another network.",
    ),
    "timeout": QT_TRANSLATE_NOOP(
        "sentences", "The address did not answer in time. Check the network connection and try again."
    ),
    "unreachable": QT_TRANSLATE_NOOP(
        "sentences", "The address cannot be reached. Check the network connection and the address."
    ),
    "proxy_login": QT_TRANSLATE_NOOP(
        "sentences",
        "The proxy {about}, through which this network leads out, wants a name and a password. Try again to type them.",
    ),
    "proxy_scheme": QT_TRANSLATE_NOOP(
        "sentences",
        "The proxy {about}, through which this network leads out, wants a login of a kind that Fernblick does not "
        "have, such as that of Windows (NTLM or Negotiate). Ask whoever runs your network to let this address pass "
        "without a login.",
    ),
    "proxy_forbids": QT_TRANSLATE_NOOP(
        "sentences",
        "The proxy {about}, through which this network leads out, does not let anybody go to this address. Ask whoever "
        "runs your network to allow it.",
    ),
    "proxy_gone": QT_TRANSLATE_NOOP(
        "sentences",
        "The proxy {about}, which is set on this computer, does not answer. Check the proxy in the system’s settings.",
    ),
    "certificate": QT_TRANSLATE_NOOP(
        "sentences",
        "The computer at this address could not prove who it is, so nothing was sent. Whoever gave you the address can "
        "give you a new link, or say what is wrong.",
    ),
    "certificate_ended": QT_TRANSLATE_NOOP(
        "sentences",
        "The certificate of the computer at this address has ended, if this computer’s date is right: {today}. Check "
        "the date; if it is right, tell whoever gave you the address.",
    ),
    "certificate_early": QT_TRANSLATE_NOOP(
        "sentences",
        "The certificate of the computer at this address is not valid yet, if this computer’s date is right: {today}. "
        "Set the date, then try again.",
    ),
}
"""Each with its English sentence."""
