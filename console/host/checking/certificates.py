"""Checks the certificate: its key, its names, its chain, its days, and this computer's clock."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator

from console.host.checking.finding import Finding, doubtful, good, wrong
from console.host.configuration.configuration import Configuration
from console.host.process.certificate import CERTIFICATE_FILE, CertificateError, own_certificate
from console.host.process.folder import DataFolder, StartError
from protocol.notation.joincode import split_address

CERTIFICATE = "certificate"
DOUBTFUL_DAYS = 14


def check_certificate(said: Configuration) -> Iterator[Finding]:
    """Check what members and browsers are shown."""
    if said.value("certificate") is None:
        yield from _own(said)
    else:
        yield from _named(said)


def _own(said: Configuration) -> Iterator[Finding]:
    path = said.folder / CERTIFICATE_FILE
    if not os.path.exists(path):
        yield good(CERTIFICATE, "The host makes a certificate of its own when it starts.")
    else:
        try:
            own_certificate(DataFolder(said.folder, make=False))
            yield good(CERTIFICATE, f"The host shows its own, {path}.")
        except (CertificateError, StartError, OSError) as error:
            yield wrong(CERTIFICATE, f"{path}: {error}")
    if said.value("web-url") is not None or said.value("downloads") is not None:
        yield doubtful(CERTIFICATE, "Browsers warn of a host's own certificate; the pages need one that they know.")


def _named(said: Configuration) -> Iterator[Finding]:
    from console.host.process import named_certificate as named

    path, key = said.value("certificate"), said.value("key") or said.value("certificate")
    now = datetime.datetime.now(datetime.UTC)
    try:
        shown = named.named_certificate(path, key, now)
    except CertificateError as error:
        yield wrong(CERTIFICATE, str(error))
        return
    ends = shown.ends or now
    days = (ends - now).days
    words = f"{path} fits its key and ends {named.until(ends, now)}, on {ends:%Y-%m-%d}."
    yield (doubtful if days < DOUBTFUL_DAYS else good)(CERTIFICATE, words)
    yield _chain(named.chain_problem(path, key), has_authority=named.root_in(path) is not None)
    for name in _names(said):
        if named.is_for(path, name):
            yield good(CERTIFICATE, f"It is one for {name}.")
        else:
            yield wrong(CERTIFICATE, f"It is none for {name}; it names {', '.join(named.names_in(path)) or 'nobody'}.")


def _chain(problem: str | None, *, has_authority: bool) -> Finding:
    if problem is None:
        return good(CERTIFICATE, "Its chain leads to an authority that this computer knows.")
    if has_authority:
        return good(CERTIFICATE, "Its chain ends with its authority's certificate, which consoles and cards can pin.")
    return doubtful(
        CERTIFICATE,
        f"Its chain does not lead to an authority that this computer knows ({problem}). If it is a public one's, the "
        "file lacks the certificates in between; if it is your company's own, put that authority's certificate at its "
        "end, so that consoles and cards can pin that one.",
    )


def _names(said: Configuration) -> list[str]:
    """Return the names by which others are told to reach the host; a web proxy has a certificate of its own."""
    behind = said.value("web-proxy") or said.value("web-listen")
    told = ("" if behind else said.value("web-url"), said.value("cluster-address"))
    return sorted({split_address(text.removeprefix("https://").partition("/")[0])[0] for text in told if text})
