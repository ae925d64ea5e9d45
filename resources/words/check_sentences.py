"""What a check of the connection says: each finding's sentence, by the code of `protocol.link.checking`."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

CHECK_TOPICS: dict[str, object] = {
    "name": QT_TRANSLATE_NOOP("check", "Name"),
    "proxies": QT_TRANSLATE_NOOP("check", "Proxy"),
    "port": QT_TRANSLATE_NOOP("check", "Port"),
    "tls": QT_TRANSLATE_NOOP("check", "Encryption"),
    "certificate": QT_TRANSLATE_NOOP("check", "Certificate"),
    "websocket": QT_TRANSLATE_NOOP("check", "WebSocket"),
    "host": QT_TRANSLATE_NOOP("check", "Host"),
    "delay": QT_TRANSLATE_NOOP("check", "Delay"),
    "rate": QT_TRANSLATE_NOOP("check", "Rate"),
    "result": QT_TRANSLATE_NOOP("check", "Result"),
}
"""What each finding is about."""

CHECK_ROUTES: dict[str, object] = {
    "": QT_TRANSLATE_NOOP("check", "Before the connection"),
    "straight": QT_TRANSLATE_NOOP("check", "Straight to {address}, port {port}"),
    "proxy": QT_TRANSLATE_NOOP("check", "Through the proxy {proxy}"),
    "web": QT_TRANSLATE_NOOP("check", "As a browser goes (WebSocket), port {port}"),
    "web_proxy": QT_TRANSLATE_NOOP("check", "As a browser goes (WebSocket), port {port}, through the proxy {proxy}"),
}
"""How each way is called."""

CHECK_SENTENCES: dict[str, object] = {
    "name_known": QT_TRANSLATE_NOOP("check", "Found in {ms} ms: {addresses}"),
    "proxies_none": QT_TRANSLATE_NOOP("check", "This computer’s settings name none for this address."),
    "proxies": QT_TRANSLATE_NOOP("check", "This computer’s settings name {places}"),
    "port_open": QT_TRANSLATE_NOOP("check", "Takes connections, after {ms} ms"),
    "web_closed": QT_TRANSLATE_NOOP(
        "check", "Not open. That matters only in networks that let nothing but this port out."
    ),
    "tls_stands": QT_TRANSLATE_NOOP("check", "Stands ({version})"),
    "certificate_pinned": QT_TRANSLATE_NOOP(
        "check", "It is the host that is trusted here. Valid until {until}, SHA-256 {fingerprint}"
    ),
    "certificate_known": QT_TRANSLATE_NOOP(
        "check", "Issued by {issuer}, whom this computer trusts. Valid until {until}, SHA-256 {fingerprint}"
    ),
    "certificate_unproven": QT_TRANSLATE_NOOP(
        "check",
        "Issued by {issuer}, which nobody this computer knows vouches for, as usual for a technician’s own host: the "
        "code proves it when you join. Valid until {until}, SHA-256 {fingerprint}",
    ),
    "certificate_unknown": QT_TRANSLATE_NOOP(
        "check", "Issued by {issuer}, whom this computer does not trust. Valid until {until}, SHA-256 {fingerprint}"
    ),
    "certificate_other": QT_TRANSLATE_NOOP(
        "check",
        "It is not the one that is trusted here, but one issued by {issuer}: another computer answers, or something on "
        "the way opens the connection. Valid until {until}, SHA-256 {fingerprint}",
    ),
    "certificate_same": QT_TRANSLATE_NOOP("check", "The same as above"),
    "certificate_relay": QT_TRANSLATE_NOOP(
        "check",
        "{name} opens the encrypted connection on its way to the host. A link leads to a session there, if this "
        "computer trusts that; a code does not.",
    ),
    "websocket_open": QT_TRANSLATE_NOOP("check", "Gets through"),
    "websocket_refused": QT_TRANSLATE_NOOP(
        "check", "Refused with HTTP status {status}: something else answers there, or something on the way blocks it."
    ),
    "websocket_gone": QT_TRANSLATE_NOOP("check", "The connection ended without an answer."),
    "websocket_silent": QT_TRANSLATE_NOOP("check", "No answer came in time."),
    "host_answers": QT_TRANSLATE_NOOP("check", "Answers as a host of Fernblick"),
    "host_sees": QT_TRANSLATE_NOOP("check", "Sees this computer at {address}"),
    "delay": QT_TRANSLATE_NOOP("check", "{ms} ms there and back"),
    "delay_long": QT_TRANSLATE_NOOP("check", "{ms} ms there and back, which is felt at each click"),
    "rate": QT_TRANSLATE_NOOP("check", "At least {mbit} Mbit/s each way, with a short look"),
    "rate_slow": QT_TRANSLATE_NOOP("check", "About {mbit} Mbit/s each way: pictures take their time"),
    "measure_old": QT_TRANSLATE_NOOP("check", "Not measured: this host is of an earlier version."),
    "measure_limit": QT_TRANSLATE_NOOP("check", "Not measured: the host has been asked often. Try again in a minute."),
    "measure_lost": QT_TRANSLATE_NOOP("check", "Not measured: the connection did not last."),
    "result_straight": QT_TRANSLATE_NOOP("check", "The host is reached straight."),
    "result_proxy": QT_TRANSLATE_NOOP("check", "The host is reached through the proxy {proxy}."),
    "result_web": QT_TRANSLATE_NOOP(
        "check", "The host is reached as browsers reach it (by a WebSocket); nothing else gets through."
    ),
}
"""Every finding but those that are the codes of a dial that failed."""
