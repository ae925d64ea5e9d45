"""Every setting of a host, by the one name that it has as a flag, in the file and, in capitals, in the environment."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.host.configuration import readers
from console.host.core.codes import CODE_VALID_S
from console.host.core.forwarded import HEADERS, X_FORWARDED_FOR
from console.host.core.limits import BOUNDS
from console.host.process.database_choice import database_url, in_folder, written
from console.host.process.logs import FORMATS, TEXT
from console.host.store.custody import KEEP_DAYS, KEEP_NOTES_DAYS

LOG_LEVELS = ("debug", "info", "warning", "error")
DRAIN_S = 300
PREFIX = "FERNBLICK_"
LIMITS = "limits."  # before the name of each setting of that table


@dataclass(frozen=True)
class Said:
    """What a setting is set to, as it was written and as it was read."""

    text: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting.

    Attributes:
        read: reads one value from its text; raises ArgumentTypeError.
        default: the value where nobody says anything.
        many: it may be said more than once, and is a list in the file.
        is_path: it names a file or a folder.
    """

    name: str
    read: Callable[[str], Any]
    words: str
    metavar: str = ""
    default: Any = None
    many: bool = False

    @property
    def is_limit(self) -> bool:
        """Return whether it is one of the file's table `limits`, and no flag."""
        return self.name.startswith(LIMITS)

    @property
    def is_path(self) -> bool:
        """Return whether it names a file or a folder."""
        return self.read is readers.path

    @property
    def is_switch(self) -> bool:
        """Return whether it is on or off."""
        return self.read is readers.switch

    @property
    def destination(self) -> str:
        """Return its name in argparse's namespace, where a command may have a flag of that name for itself."""
        return f"setting {self.name}"

    @property
    def variable(self) -> str:
        """Return its name in the environment."""
        return f"{PREFIX}{self.name.replace('-', '_').replace('.', '_').upper()}"

    def said(self, text: str, folder: Path = Path()) -> Said:
        """Read `text`; what is kept of it can be shown to anybody. A file is one in `folder`, unless it says more."""
        value = self.read(text)
        try:
            if self.read is database_url:
                value = in_folder(value, folder)
                text = written(value)
            elif self.is_path:
                value = (folder / value).absolute()
                text = str(value)
        except FileNotFoundError as error:
            raise argparse.ArgumentTypeError("the folder that this command was said in is gone") from error
        return Said(text, value)


DATA = Setting(name="data", read=readers.path, metavar="DIR", words="the data folder")
DATABASE = Setting(
    name="database",
    read=database_url,
    metavar="URL",
    words="sqlite:///PATH or postgresql://USER@HOST/NAME (default: a file in the data folder)",
)
DATABASE_PASSWORD_FILE = Setting(
    name="database-password-file", read=readers.path, metavar="FILE", words="the database's password is its first line"
)
FOR_EVERY_COMMAND = (DATA, DATABASE, DATABASE_PASSWORD_FILE)

LISTEN = Setting(
    name="listen",
    read=readers.listen_address,
    default=(None, None),
    metavar="ADDRESS[:PORT]",
    words="where to listen, for programs and browsers (default: *:443, or as the first start has chosen; port 0: any)",
)

FOR_A_HOST = (
    LISTEN,
    Setting(
        name="certificate",
        read=readers.path,
        metavar="PEM",
        words="the certificate to show, with its chain (default: one of the host's own making); taken when renewed",
    ),
    Setting(name="key", read=readers.path, metavar="PEM", words="its key (default: in the same file)"),
    Setting(
        name="web-url",
        read=readers.web_url,
        metavar="URL",
        words="how browsers reach the pages of Instant Chat, https://HOST[:PORT][/FOLDER] "
        "(default: as members reach this host)",
    ),
    Setting(
        name="downloads",
        read=readers.path,
        metavar="FOLDER",
        words="the viewer's files, offered to customers with a page",
    ),
    Setting(
        name="proxy",
        read=readers.ip_address,
        default=(),
        many=True,
        metavar="IP",
        words="a TCP proxy that says by PROXY protocol 2 where a connection comes from; may be said more than once",
    ),
    Setting(
        name="web-proxy",
        read=readers.ip_address,
        default=(),
        many=True,
        metavar="IP",
        words="a web proxy whose header says where a request comes from; may be said more than once",
    ),
    Setting(
        name="web-proxy-header",
        read=readers.one_of(*HEADERS),
        default=X_FORWARDED_FOR,
        metavar="NAME",
        words=f"which header that is: {' or '.join(HEADERS)} (default: {X_FORWARDED_FOR})",
    ),
    Setting(
        name="web-listen",
        read=readers.web_place,
        metavar="PLACE",
        words="where web proxies of this computer come without TLS: 127.0.0.1:PORT, or the path of a socket "
        "(default: nowhere)",
    ),
    Setting(
        name="contact-telephone",
        read=readers.telephone,
        metavar="NUMBER",
        words="whom a customer may call whose network lets no chat through, unless the page's settings name one",
    ),
    Setting(
        name="contact-email",
        read=readers.mail_address,
        metavar="ADDRESS",
        words="whom such a customer may write to, unless the page's settings name one",
    ),
    Setting(
        name="open",
        read=readers.switch,
        default=False,
        words="let technicians in without an account: the key of their device is the account",
    ),
    Setting(
        name="open-terms",
        read=readers.path,
        metavar="FILE",
        words="plain text that each of them has to accept once",
    ),
    Setting(
        name="open-contact",
        read=readers.line,
        metavar="TEXT",
        words="where abuse is reported, an address or a number, which every customer is shown",
    ),
    Setting(
        name="open-invitations",
        read=readers.path,
        metavar="FILE",
        words="an invitation in each line, one of which a new key needs (default: none needed)",
    ),
    Setting(
        name="cluster-address",
        read=readers.member_address,
        metavar="HOST:PORT",
        words="where members reach this very host, if it shares its PostgreSQL database with others (default: alone)",
    ),
    Setting(
        name="local-console",
        read=readers.switch,
        default=False,
        words="let a console of the host's own user in without a password, on this computer alone",
    ),
    Setting(
        name="code-valid-s",
        read=readers.code_seconds,
        default=CODE_VALID_S,
        metavar="SECONDS",
        words=f"how long a code is valid (default and most: {CODE_VALID_S})",
    ),
    Setting(
        name="release-note",
        read=readers.path,
        metavar="FILE",
        words="the signed note of the newest version, which consoles are told; read anew at each login",
    ),
    Setting(
        name="keep-addresses-days",
        read=readers.number(1, 3650),
        default=KEEP_DAYS,
        metavar="DAYS",
        words=f"how long the audit keeps people's addresses (default: {KEEP_DAYS})",
    ),
    Setting(
        name="keep-notes-days",
        read=readers.number(1, 3650),
        default=KEEP_NOTES_DAYS,
        metavar="DAYS",
        words="how long after a session it is kept which customer it was, its reference, note and outcome "
        f"(default: {KEEP_NOTES_DAYS})",
    ),
    Setting(
        name="drain-s",
        read=readers.drain_seconds,
        metavar="SECONDS",
        words=f"how long sessions may go on after SIGTERM (default: {DRAIN_S}; 0: not at all)",
    ),
    Setting(
        name="metrics",
        read=readers.metrics_address,
        metavar="[ADDRESS:]PORT",
        words="where /health and /metrics are, on loopback (default: nowhere)",
    ),
    Setting(
        name="metrics-public",
        read=readers.switch,
        default=False,
        words="let --metrics be elsewhere: anybody who reaches it may read it",
    ),
    Setting(
        name="log-level",
        read=readers.one_of(*LOG_LEVELS),
        default="info",
        metavar="LEVEL",
        words=f"what goes to standard error: {', '.join(LOG_LEVELS)}",
    ),
    Setting(
        name="log-format",
        read=readers.one_of(*FORMATS),
        default=TEXT,
        metavar="FORMAT",
        words=f"{', '.join(FORMATS)}: lines for people (default) or for a log's reader",
    ),
)


FOR_ITS_LIMITS = tuple(
    Setting(
        name=f"{LIMITS}{bound.name}",
        read=readers.number(bound.least, bound.most),
        default=bound.usual,
        metavar="NUMBER",
        words=bound.words,
    )
    for bound in BOUNDS.values()
)
"""The table `limits` of the file."""

SETTINGS = {setting.name: setting for setting in (*FOR_EVERY_COMMAND, *FOR_A_HOST, *FOR_ITS_LIMITS)}


def add_flags(parser: argparse.ArgumentParser, settings: Sequence[Setting]) -> None:
    """Let the command line say `settings`, and where the configuration file is."""
    parser.add_argument(
        "--config",
        type=readers.path,
        metavar="FILE",
        help="the configuration file (default: /etc/fernblick/host.toml, or host.toml in the data folder)",
    )
    for setting in settings:
        if setting.is_limit:
            continue
        words: dict[str, Any] = {"dest": setting.destination, "help": setting.words}
        if setting.is_switch:
            words |= {"action": "store_const", "const": setting.said("true")}
        else:
            words |= {"type": setting.said, "metavar": setting.metavar}
        if setting.many:
            words["action"] = "append"
        parser.add_argument(f"--{setting.name}", **words)
