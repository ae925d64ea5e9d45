"""The command that writes a Calling Card for the customers of a group's channel."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from console.host.commands.common import add_store_command, say_error
from console.host.commands.line.answers import Answer
from console.host.configuration.configuration import Configuration, load
from console.host.configuration.readers import path
from console.host.core.accounts.accounts import NotDoneError
from console.host.process.certificate import CERTIFICATE_FILE, CertificateError, own_certificate
from console.host.process.folder import EXIT_CERTIFICATE, DataFolder, StartError
from console.host.store.store import Store
from protocol.card.card import ICON_LIMIT, ICON_SIDE, BadCard, CallingCard, as_greeting, as_title, encode
from protocol.notation import png
from protocol.notation.joincode import BadCode, plain_form, split_address
from protocol.vocabulary.messages import Reason


def add_card_commands(actions: Any) -> None:
    """Add the actions of `card`."""
    parser = actions.add_parser("export", help="write the Calling Card of a group with a channel")
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("file", type=path, metavar="FILE", help="what to write: NAME.fernblick-card")
    parser.add_argument("--address", required=True, metavar="HOST[:PORT]", help="where customers reach this host")
    parser.add_argument("--title", required=True, metavar="NAME", help="the company's name")
    parser.add_argument("--greeting", default="", metavar="TEXT", help="plain text, at most 400 characters")
    parser.add_argument(
        "--icon", type=path, metavar="PNG", help=f"at most {ICON_SIDE} x {ICON_SIDE} pixels and {ICON_LIMIT} bytes"
    )
    trust = parser.add_mutually_exclusive_group()
    trust.add_argument(
        "--certificate",
        type=path,
        metavar="FILE",
        help="what to pin: a certificate of the host's or of its authority (default: by what it shows)",
    )
    trust.add_argument("--public", action="store_true", help="the host's certificate is one of a public CA")
    add_store_command(parser, _export)


def _host(address: str) -> str:
    """Return the address as links carry it; one that is none stays, and is refused with the card."""
    try:
        return plain_form(address)
    except BadCode:
        return address


def _export(store: Store, options: argparse.Namespace) -> Answer:
    group = store.accounts.snapshot().group_named(options.group)
    if not group.channel:
        raise NotDoneError(Reason.UNKNOWN_NAME, f"{group.name} has no channel of its own")
    card = CallingCard(
        host=_host(options.address),
        channel=group.channel,
        fingerprint=_fingerprint(options),
        title=as_title(options.title),
        greeting=as_greeting(options.greeting),
        icon=_icon(options.icon),
    )
    try:
        options.file.write_bytes(encode(card))
    except BadCard as error:
        raise NotDoneError(Reason.BAD_NAME, f"this would be no Calling Card: {error}") from error
    except OSError as error:
        raise NotDoneError(Reason.STORAGE, f"{options.file} cannot be written: {error.strerror}") from error
    return Answer([str(options.file)], {"file": str(options.file)})


def _fingerprint(options: argparse.Namespace) -> bytes | None:
    """Return what the card pins, which is believed at its address; None: nothing, a public CA vouches for that."""
    configuration = load(options)
    try:
        if options.public:
            _need_name(configuration, options.address)
            return None
        if options.certificate is not None:
            return _as_said(configuration, options)
        return _to_pin(configuration, options.address)
    except CertificateError as error:
        raise StartError(EXIT_CERTIFICATE, str(error)) from error


def _need_name(configuration: Configuration, address: str) -> None:
    """See that the certificate is one for the card's address: an authority vouches for nothing else."""
    named = configuration.value("certificate")
    if named is None:  # where a proxy has one, for example
        return
    from console.host.process.named_certificate import is_for, names_in

    try:
        host = split_address(address)[0]
    except BadCode:
        return  # whoever writes the card says so
    if not is_for(named, host):
        known = ", ".join(names_in(named)) or "nobody"
        words = f"The certificate {named} is none for {host}; it names {known}. No viewer would believe the host there."
        raise CertificateError(words)


def _as_said(configuration: Configuration, options: argparse.Namespace) -> bytes:
    from console.host.process.named_certificate import authority_in, fingerprint_of, has_issued

    named, authority = configuration.value("certificate"), authority_in(options.certificate)
    if authority is not None and named is not None:
        _need_name(configuration, options.address)
        if not has_issued(authority, named):
            raise CertificateError(f"{options.certificate} has not issued {named}; no viewer would believe the host.")
    pinned = fingerprint_of(options.certificate)
    if authority is None:
        _warn_of_its_end(configuration, options.certificate, pinned)
    return pinned


def _warn_of_its_end(configuration: Configuration, certificate: Path, pinned: bytes) -> None:
    """Say how long the card is of use, where no signature will lead it from what it pins to what comes after that."""
    from console.host.process.named_certificate import described, fingerprint_of

    folder, named = DataFolder(configuration.folder, make=False), configuration.value("certificate")
    own = folder.path / CERTIFICATE_FILE
    known = {fingerprint_of(path) for path in (named, own) if path is not None and path.exists()}
    if pinned not in known:
        why = "this host shows another certificate, so viewers believe the card only elsewhere"
    elif configuration.value("cluster-address") is not None:
        why = "hosts that share a database do not vouch for what comes after it"
    else:
        return
    say_error(f"{why}; {certificate} ends on {described(certificate)[0]['ends']:%Y-%m-%d}, and the card with it")


def _to_pin(configuration: Configuration, address: str) -> bytes | None:
    """Return what customers' viewers should hold the host to, as it is now, or is configured; None: nothing."""
    folder, named = DataFolder(configuration.folder, make=False), configuration.value("certificate")
    running = folder.host_file() if folder.in_use else {}
    shown = bytes.fromhex(running.get("fingerprint", ""))
    if named is None or configuration.value("cluster-address") is None:
        return shown or own_certificate(folder).fingerprint  # it vouches for whichever one is shown
    from console.host.process.named_certificate import chain_problem, fingerprint_of, root_in

    if shown and shown != fingerprint_of(named):
        say_error(f"the host that runs shows another certificate than {named}; it takes that within a minute")
    root = root_in(named)
    if root is not None:
        _need_name(configuration, address)
        say_error("the card pins the authority at the end of the chain file; renewed certificates are accepted")
        return root
    if chain_problem(named, configuration.value("key") or named) is None:
        _need_name(configuration, address)
        say_error("nothing is pinned, since this computer knows the authority; customers' computers have to, too")
        return None
    say_error(
        f"this card is of use until the certificate {named} is renewed, and not longer: put the certificate of your "
        "authority at the end of that file, and export the card anew"
    )
    return fingerprint_of(named)


def _icon(file: Path | None) -> bytes:
    if file is None:
        return b""
    try:
        return png.bare(file.read_bytes())
    except OSError as error:
        raise NotDoneError(Reason.STORAGE, f"{file} cannot be read: {error.strerror}") from error
    except png.BadPng as error:
        raise NotDoneError(Reason.BAD_NAME, f"{file} is not a PNG picture") from error
