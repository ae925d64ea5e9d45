"""What a host is started with, made of its configuration; what does not fit together is said."""

from __future__ import annotations

import os
from pathlib import Path

from console.host.configuration.configuration import Configuration
from console.host.configuration.readers import is_loopback
from console.host.configuration.settings import DRAIN_S, FOR_ITS_LIMITS, LIMITS
from console.host.core.forwarded import Believed
from console.host.guests.opening import Opening
from console.host.links.page_address import Contact
from console.host.process.folder import EXIT_CONFIGURATION, StartError
from console.host.process.server import Options
from protocol.vocabulary.guests import TERMS_LIMIT

OF_AN_OPEN_HOST = ("open-terms", "open-contact", "open-invitations")
"""The settings that say more about `open`."""


def options_of(configuration: Configuration, *, embedded: bool = False) -> Options:
    """Return the options of a host by `configuration`.

    Raises:
        StartError: something in it does not fit together, or the database's password cannot be read.
    """
    _see_that_it_fits(configuration)
    address, port = configuration.value("listen")
    return Options(
        address=address,
        port=port,
        embedded=embedded,
        local_console=embedded or bool(configuration.value("local-console")),
        code_valid_s=configuration.value("code-valid-s"),
        certificate=configuration.value("certificate"),
        key=configuration.value("key"),
        metrics=configuration.value("metrics"),
        drain_s=_drain_s(configuration, embedded=embedded),
        web_url=configuration.value("web-url") or "",
        downloads=configuration.value("downloads"),
        database=configuration.database,
        proxies=configuration.value("proxy"),
        web_proxies=Believed(frozenset(configuration.value("web-proxy")), configuration.value("web-proxy-header")),
        web_listen=configuration.value("web-listen"),
        contact=Contact(configuration.value("contact-telephone") or "", configuration.value("contact-email") or ""),
        cluster_address=configuration.value("cluster-address") or "",
        release_note=configuration.value("release-note"),
        keep_addresses_days=configuration.value("keep-addresses-days"),
        keep_notes_days=configuration.value("keep-notes-days"),
        opening=_opening(configuration),
        limits={setting.name.removeprefix(LIMITS): configuration.value(setting.name) for setting in FOR_ITS_LIMITS},
    )


def _see_that_it_fits(said: Configuration) -> None:
    for misfit in misfits(said):
        raise StartError(EXIT_CONFIGURATION, misfit)


def misfits(said: Configuration) -> list[str]:
    """Return a sentence for each thing that does not fit to another one."""
    metrics, downloads = said.value("metrics"), said.value("downloads")
    wrong = {
        "key is the key of a certificate; name that by `certificate`.": (
            said.value("key") is not None and said.value("certificate") is None
        ),
        f"metrics at {metrics[0] if metrics else ''} can be read by others; say metrics-public if that is meant.": (
            metrics is not None and not (said.value("metrics-public") or is_loopback(metrics[0]))
        ),
        f"downloads: there is no folder {downloads} that can be read.": (
            downloads is not None and not _is_folder(downloads)
        ),
        "web-listen is for web proxies; name those that come there by `web-proxy`, or give the path of a socket.": (
            isinstance(said.value("web-listen"), tuple) and not said.value("web-proxy")
        ),
        **_cluster_misfits(said),
        **_open_misfits(said),
    }
    return [sentence for sentence, is_so in wrong.items() if is_so]


def _cluster_misfits(said: Configuration) -> dict[str, bool]:
    shared = said.value("cluster-address") is not None
    return {
        "cluster-address is for hosts that share a PostgreSQL database; name that by `database`.": (
            shared and said.value("database").drivername != "postgresql"
        ),
        "Hosts that share a database show one certificate; name it by `certificate`.": (
            shared and said.value("certificate") is None
        ),
    }


def _open_misfits(said: Configuration) -> dict[str, bool]:
    named = [name for name in OF_AN_OPEN_HOST if said.value(name) is not None]
    return {
        "open is for a host that has its database alone; leave cluster-address out.": (
            bool(said.value("open")) and said.value("cluster-address") is not None
        ),
        f"{' and '.join(named)}: of use only with `open`.": bool(named) and not said.value("open"),
    }


def _opening(said: Configuration) -> Opening | None:
    """Return what is said of a host for anybody; None: this is none.

    Raises:
        StartError: the terms cannot be read.
    """
    if not said.value("open"):
        return None
    return Opening(
        terms=_terms(said.value("open-terms")),
        contact=said.value("open-contact") or "",
        invitations=said.value("open-invitations"),
    )


def _terms(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(EXIT_CONFIGURATION, f"open-terms: {file} cannot be read as text in UTF-8.") from error
    if not 0 < len(text) <= TERMS_LIMIT:
        raise StartError(EXIT_CONFIGURATION, f"open-terms: {file} has {len(text)} characters, not 1 to {TERMS_LIMIT}.")
    return text


def _is_folder(downloads: Path) -> bool:
    return downloads.is_dir() and os.access(downloads, os.R_OK | os.X_OK)


def _drain_s(said: Configuration, *, embedded: bool) -> int:
    """Return how long sessions may go on; a console that ends its own host has asked its user already."""
    if said.value("drain-s") is not None:
        return int(said.value("drain-s"))
    return 0 if embedded or said.value("cluster-address") else DRAIN_S  # in a cluster the others go on with them
