"""Which proxies the system names for a host: by the environment, by Windows or macOS, by a Linux desktop's portal.

Windows and macOS work out a configuration script (PAC) themselves when Qt asks them, and so does the portal. It is
there in GNOME, KDE and others; on other Linux desktops the environment alone counts.
"""

from __future__ import annotations

import itertools
import logging
import sys
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from protocol.link.ways.proxies import Login, Proxy, ProxyKind
from resources.program.session_bus import has_session_bus

PORTAL_MS = 2500  # that the desktop may take to answer
PROXIES_LIMIT = 4  # that are tried for one host
_SERVICE, _PLACE = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.ProxyResolver"
_KINDS: dict[str, ProxyKind] = {"http": "http", "socks": "socks5", "socks5": "socks5", "socks5h": "socks5"}
_PORTS: dict[ProxyKind, int] = {"http": 80, "socks5": 1080}
_names = itertools.count(1)

_log = logging.getLogger(__name__)


def system_proxies(host: str, port: int) -> list[Proxy]:
    """Return the proxies for `host`:`port`, best first; empty: none. Blocks, so it is asked in a thread."""
    said: Sequence[Proxy] | None = from_environment(host)
    if said is None:
        said = _asked(_from_portal if sys.platform.startswith("linux") else _from_qt, host, port)
    return list(dict.fromkeys(said))[:PROXIES_LIMIT]


def _asked(ask: Callable[[str, int], Sequence[Proxy]], host: str, port: int) -> Sequence[Proxy]:
    try:
        return ask(host, port)
    except ImportError:
        return []  # a bundle without it


def from_environment(host: str) -> list[Proxy] | None:
    """Return what HTTPS_PROXY, ALL_PROXY and NO_PROXY say, in large letters or small; None: they say nothing."""
    from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

    said = getproxies_environment()
    url = said.get("https") or said.get("all")
    if not url:
        return None
    if proxy_bypass_environment(host, said):
        return []
    found = from_url(url)
    return [] if found is None else [found]


def from_url(url: str) -> Proxy | None:
    """Read a proxy's URL; a host and port alone are an HTTP proxy's. None for one that we do not speak to."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        kind = _KINDS.get(parts.scheme.lower())
        if kind is None or not parts.hostname:
            if parts.scheme.lower() != "direct":
                _log.warning("a proxy of a kind that is not spoken here: %s", parts.scheme)
            return None
        login = Login(unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        return Proxy(kind, parts.hostname, parts.port or _PORTS[kind], login)
    except ValueError:
        _log.warning("a proxy's address that is none")
        return None


def _from_qt(host: str, port: int) -> list[Proxy]:
    """Ask Windows or macOS, which look at their settings and work out scripts."""
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    kinds: dict[QNetworkProxy.ProxyType, ProxyKind] = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5",
    }
    found = []
    for each in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url_of(host, port)))):
        kind = kinds.get(each.type())
        if kind is not None and each.hostName():
            login = Login(each.user(), each.password()) if each.user() else None
            found.append(Proxy(kind, each.hostName(), each.port() or _PORTS[kind], login))
    return found


def _from_portal(host: str, port: int) -> list[Proxy]:
    """Ask a Linux desktop by its portal, over a connection of its own."""
    if not sys.platform.startswith("linux") or not has_session_bus():
        return []  # said by the platform first: bundles for other systems are without D-Bus by this line
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    name = f"fernblick-proxies-{next(_names)}"
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
    try:
        call = QDBusMessage.createMethodCall(_SERVICE, _PLACE, _INTERFACE, "Lookup")
        call.setArguments([url_of(host, port)])
        answer = bus.call(call, QDBus.CallMode.Block, PORTAL_MS)
        if answer.type() != QDBusMessage.MessageType.ReplyMessage:
            _log.info("the desktop names no proxies: %s", answer.errorName())
            return []
        urls = [url for said in answer.arguments() for url in (said if isinstance(said, list) else [said])]
    finally:
        QDBusConnection.disconnectFromBus(name)
    return [proxy for url in urls if (proxy := from_url(str(url))) is not None]


def url_of(host: str, port: int) -> str:
    """Return the address of a host as a browser would ask for it."""
    return f"https://[{host}]:{port}/" if ":" in host else f"https://{host}:{port}/"
