"""Addresses that people write down for a computer, and what is none."""

from __future__ import annotations

ADDRESSES = {
    "desk": "desk",
    "my_pc": "my_pc",
    "support_pc:7444": "support_pc:7444",
    "_gateway": "_gateway",
    " desk.local:443 ": "desk.local:443",
    "desk.example.": "desk.example.",
    "192.0.2.7": "192.0.2.7",
    "[2001:db8::7]:7331": "[2001:db8::7]:7331",
    "münchen.example": "xn--mnchen-3ya.example",
    "MÜNCHEN.example:7444": "xn--mnchen-3ya.example:7444",
    "пример.example": "xn--e1afmkfd.example",
    "例え。example": "xn--r8jz45g.example",
    "straße.example": "xn--strae-oqa.example",
    "xn--mnchen-3ya.example": "xn--mnchen-3ya.example",
    "3com.example": "3com.example",
}
"""As they are typed -> as links carry them."""

NO_ADDRESSES = (
    *(
        "desk:",
        "-x",
        "x-",
        ":7444",
        "desk.local:70000",
        "desk:0",
        "[fe80::1%eth0]",
        "fe80::1",
        "a..b",
        ".a",
        "..",
        "a b",
    ),
    *(
        "x" * 64 + ".example",
        "ü" * 70,
        "♥.example",
        "desk.example/x",
        "user@desk",
        "desk?x",
        "a." * 130,
        "münchen..example",
        "\u202edesk",
    ),
)
