"""Makes the note by which programs learn of a newer version, signs the sums of built files, and makes the key for both.

    python packaging/release.py new-key SECRET            # once; prints the line for resources/release-keys.txt
    python packaging/release.py note SECRET OUT --version 1.2.0 [--days 90]
    python packaging/release.py sums SECRET FOLDER        # writes SHA256SUMS.sig and SHA256SUMS.pem beside SHA256SUMS

The note is for hosts (`release-note` in host.toml), which pass it on. Its number is the time in seconds, so it rises.
Whoever knows the public key checks the sums without any program of ours:

    openssl pkeyutl -verify -pubin -inkey SHA256SUMS.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY_MS = 24 * 3600 * 1000
SUMS = re.compile(rb"(?:[0-9a-f]{64}  [^\r\n]+\r?\n)+")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    sys.path.insert(0, str(ROOT))
    options = _parser().parse_args(arguments)
    try:
        print(options.act(options))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"release: {error}\n")
        return 1
    return 0


def new_key(options: argparse.Namespace) -> str:
    """Make a secret key in a file that only its user can read; return the line of its public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    descriptor = os.open(options.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(f"{key.private_bytes_raw().hex()}\n")
    return key.public_key().public_bytes_raw().hex()


def note(options: argparse.Namespace) -> str:
    """Write a signed note; return where it is and for how long it is good."""
    from protocol.trust.release import Release, write

    secret = bytes.fromhex(options.secret.read_text(encoding="ascii"))
    now = int(time.time())
    since = now * 1000
    release = Release(version=options.version, number=now, since_ms=since, until_ms=since + options.days * DAY_MS)
    options.out.write_bytes(write(release, secret))
    return f"{options.out} says that {options.version} is the newest version, for {options.days} days."


def sums(options: argparse.Namespace) -> str:
    """Sign the sums of the files in a folder; return where the signature is."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(options.secret.read_text(encoding="ascii")))
    listed = (options.folder / "SHA256SUMS").read_bytes()
    if not SUMS.fullmatch(listed):  # the key signs notes, too: nothing that could be one
        raise ValueError("SHA256SUMS is no list of sums")
    signature = options.folder / "SHA256SUMS.sig"
    signature.write_bytes(key.sign(listed))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (options.folder / "SHA256SUMS.pem").write_bytes(public)
    return f"{signature} is the signature of the sums."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("new-key", help="make a secret key, and print its public half")
    making.add_argument("secret", type=Path)
    making.set_defaults(act=new_key)
    writing = commands.add_parser("note", help="write a signed note of the newest version")
    writing.add_argument("secret", type=Path)
    writing.add_argument("out", type=Path)
    writing.add_argument("--version", required=True)
    writing.add_argument("--days", type=int, default=90)
    writing.set_defaults(act=note)
    signing = commands.add_parser("sums", help="sign the sums of built files")
    signing.add_argument("secret", type=Path)
    signing.add_argument("folder", type=Path, help="has SHA256SUMS")
    signing.set_defaults(act=sums)
    return parser


if __name__ == "__main__":
    sys.exit(main())
