"""What the user has chosen, kept in one readable file; a broken one is put aside, never a reason not to start."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import re
from pathlib import Path
from typing import get_args

import platformdirs
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from protocol.notation.joincode import BadCode, plain_form
from protocol.notation.names import cleaned
from protocol.system.private_files import open_private, private_folder
from protocol.vocabulary.accounts import REPLIES_LIMIT, REPLY_LIMIT
from resources.look.theme import Appearance
from resources.program.never_shown import SECRETS, cleaned_lines
from resources.program.preset import ADDRESS_LIMIT, Preset
from resources.program.preset_places import authority_in

LANGUAGES = ("system", "en", "de")
APPEARANCES: tuple[Appearance, ...] = get_args(Appearance)
AUTHORITY_LIMIT = 16384  # hexadecimal digits of a certificate
SUCCESSORS_LIMIT = 32  # certificates whose successors are remembered
_HEX = re.compile("[0-9a-f]+")
_SUCCESSOR = re.compile("([0-9a-f]{64}) ([0-9a-f]{64})")
NOBODYS = frozenset(
    (
        *("root", "admin", "administrator", "user", "guest", "owner", "fernblick", "ubuntu", "debian", "fedora", "pi"),
        *("live", "benutzer", "nutzer", "gast", "besitzer"),
    )
)
"""Names of accounts that are nobody's name: a customer would read them."""
UNKNOWN_FINGERPRINT = bytes(32)  # no certificate has it: better no host than a wrong one


def settings_file() -> Path:
    """Return where the settings lie; FERNBLICK_DATA moves them with everything else."""
    root = os.environ.get("FERNBLICK_DATA") or platformdirs.user_config_dir("fernblick", appauthor=False)
    return Path(root) / "settings.ini"


def data_folder() -> Path:
    """Return the folder that holds what the programs keep; FERNBLICK_DATA moves it."""
    return Path(os.environ.get("FERNBLICK_DATA") or platformdirs.user_data_dir("fernblick", appauthor=False))


def own_places(folder: Path) -> list[Path]:
    """Return what of the data folder, and beside it, is the windows' programs' to keep from others."""
    above = [] if os.environ.get("FERNBLICK_DATA") else [settings_file().parent, folder]  # else it may be anybody's
    return [*above, settings_file(), *(folder / name for name in ("console", "viewer", "device"))]


def account_name() -> str:
    """Return what the system calls the user: the full name where it knows one."""
    try:
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):  # Windows; an account without an entry
        full = ""
    try:
        return cleaned(_readable(full)) or cleaned(_readable(getpass.getuser())) or "Fernblick"
    except (OSError, KeyError):
        return "Fernblick"


def _readable(text: str) -> str:
    """Return `text` that the system keeps in another encoding than it says, as Latin-1: "Müller"."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(text).decode("latin-1")
    return text


class _Switch:
    """A setting that is on or off.

    Args:
        key: where it is kept.
        default: what it is as long as nobody has chosen.
    """

    def __init__(self, key: str, *, default: bool) -> None:
        self._key = key
        self._default = default

    def __get__(self, settings: Settings, _kind: type[Settings]) -> bool:
        said = settings._text(self._key, "", limit=10)
        return said == "on" if said in ("on", "off") else self._default

    def __set__(self, settings: Settings, value: bool) -> None:
        settings._set(self._key, "on" if value else "off")


class Settings(QObject):
    """The user's choices as typed properties; a value that makes no sense reads as its default.

    Args:
        file: where they are kept; None: at the usual place.
        preset: what the user's company has set: its policy counts before every choice, the rest until one is made.

    Signals:
        changed: (name) one of the choices is another now.

    Attributes:
        problem: a code for a sentence to be said once, where the file could not be used.
        share_signs: whether a border and a small bar show that the own screen is shared.
        console_in_picture: whether customers see the console itself where it is on the screen that they are shown.
        goes_on_by_itself: whether a shared picture that froze by itself goes on after a countdown; else by a click.
        veil_notifications: whether no shared picture has the notifications of a desktop.
        notice_sound: whether a sound tells what somebody in another window waits for.
        announced: whether this computer's own host is announced in its LAN while a code is open.
        share_during_control: whether the own screen may be shared while the customer's desktop is seen.
    """

    changed = Signal(str)

    share_signs = _Switch("share_signs", default=True)
    console_in_picture = _Switch("console_in_picture", default=False)
    goes_on_by_itself = _Switch("goes_on_by_itself", default=True)
    veil_notifications = _Switch("veil_notifications", default=True)
    notice_sound = _Switch("notice_sound", default=True)
    announced = _Switch("announce_in_lan", default=True)
    share_during_control = _Switch("share_during_control", default=True)

    def __init__(self, file: Path | None = None, preset: Preset | None = None) -> None:
        super().__init__()
        self.preset = preset or Preset()
        self._file = file or settings_file()
        self.problem = _put_aside_if_broken(self._file)
        self._store = QSettings(str(self._file), QSettings.Format.IniFormat)
        self._take_over_authority()

    def fixed(self, key: str) -> bool:
        """Return whether the company's policy has set this choice, so that the user cannot."""
        return key in self.preset.fixed

    def is_preset(self, key: str) -> bool:
        """Return whether this choice is the company's: by its policy, or because the user has made none."""
        return self.fixed(key) or (key in self.preset.proposed and not self._store.contains(key))

    @property
    def language(self) -> str:
        """One of LANGUAGES."""
        value = self._text("language", "system", limit=10)
        return value if value in LANGUAGES else "system"

    @language.setter
    def language(self, value: str) -> None:
        self._set("language", value)

    @property
    def appearance(self) -> Appearance:
        """One of APPEARANCES."""
        value = self._text("appearance", "system", limit=10)
        return next((known for known in APPEARANCES if known == value), "system")

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._set("appearance", value)

    @property
    def own_name(self) -> str:
        """The name that the other side sees; the account's where none was chosen."""
        return self._name("own_name") or account_name()

    @own_name.setter
    def own_name(self, value: str) -> None:
        self._set("own_name", cleaned(value))

    @property
    def has_own_name(self) -> bool:
        """Whether the user has chosen the name that the other side sees."""
        return bool(self._name("own_name"))

    @property
    def name_needed(self) -> bool:
        """Whether the user is to be asked for a name: none was chosen, and the account's says nothing."""
        return not self.has_own_name and self.own_name.casefold() in NOBODYS

    @property
    def public_address(self) -> str:
        """HOST[:PORT] at which customers reach this computer; empty: the console finds one."""
        try:
            return plain_form(self._text("public_address", "", limit=ADDRESS_LIMIT))
        except BadCode:
            return ""

    @public_address.setter
    def public_address(self, value: str) -> None:
        self._set("public_address", value.strip())

    @property
    def last_host(self) -> str:
        """HOST[:PORT] that the viewer reached last."""
        return self._text("last_host", "", limit=ADDRESS_LIMIT)

    @last_host.setter
    def last_host(self, value: str) -> None:
        self._set("last_host", value.strip())

    @property
    def customer_name(self) -> str:
        """What the customer called themselves last, waiting for a technician; "" nothing yet."""
        return self._name("customer_name")

    @customer_name.setter
    def customer_name(self, value: str) -> None:
        self._set("customer_name", cleaned(value))

    @property
    def company_host(self) -> str:
        """HOST[:PORT] of the host on a server that the console uses; "": this computer's own."""
        return self._text("company_host", "", limit=ADDRESS_LIMIT)

    @property
    def company_fingerprint(self) -> bytes | None:
        """SHA-256 of what the host on the server must show, or be vouched for by; None: a public CA's certificate."""
        value = self._text("company_fingerprint", "", limit=64)
        try:
            found = bytes.fromhex(value)
        except ValueError:
            return UNKNOWN_FINGERPRINT
        return found or None

    @property
    def company_authority(self) -> bytes:
        """The certificate (DER) of the authority that `company_fingerprint` is of; b"": it is not at hand."""
        try:
            return bytes.fromhex(self._text("company_authority", "", limit=AUTHORITY_LIMIT))
        except ValueError:
            return b""

    @property
    def own_host_allowed(self) -> bool:
        """Whether this computer's own host may be used."""
        return self._text("own_host", "on", limit=10) != "off"

    @property
    def host_chosen(self) -> bool:
        """Whether it is said which host is used, this computer's own or one on a server."""
        return self._store.contains("company_host") or bool(self.company_host)

    @property
    def passwords_kept(self) -> bool:
        """Whether the technician's password may be remembered."""
        return self._text("remember_password", "on", limit=10) != "off"

    def use_company_host(self, address: str, fingerprint: bytes | None, authority: bytes = b"") -> None:
        """Use the host at `address`; "" stands for this computer's own.

        It must show the certificate `fingerprint`, or one that this one vouches for, which may be `authority`; where it
        is None, one of a public CA.
        """
        self._keep_successors(
            [pair for pair in self._successors if fingerprint is None or pair[0] != fingerprint.hex()]
        )
        self._set("company_fingerprint", "" if fingerprint is None else fingerprint.hex())
        self._set("company_authority", authority.hex())
        self._set("company_host", address.strip())

    def latest(self, fingerprint: bytes | None) -> bytes | None:
        """Return the certificate to which `fingerprint` has led so far, by the signatures of each of its successors."""
        led = dict(self._successors)
        found = fingerprint
        for _ in range(SUCCESSORS_LIMIT):
            if found is None or (heir := led.get(found.hex())) is None:
                break
            found = bytes.fromhex(heir)
        return found

    def keep_successor(self, before: bytes, now: bytes) -> None:
        """Remember that the certificate `before` has led to `now`, where what pins it cannot be changed."""
        kept = [pair for pair in self._successors if pair[0] not in (before.hex(), now.hex())]
        self._keep_successors([*kept, (before.hex(), now.hex())])

    @property
    def _successors(self) -> list[tuple[str, str]]:
        value = self._store.value("successors", [])
        found = value if isinstance(value, list) else [value]
        whole = (_SUCCESSOR.fullmatch(text) for text in found if isinstance(text, str))
        return [(match[1], match[2]) for match in whole if match is not None]

    def _keep_successors(self, pairs: list[tuple[str, str]]) -> None:
        if pairs != self._successors:
            self._write("successors", [f"{before} {now}" for before, now in pairs[-SUCCESSORS_LIMIT:]])
            self._store.sync()

    @property
    def login_name(self) -> str:
        """Who has logged in last on the host on the server; "" nobody."""
        return self._name("login_name")

    @login_name.setter
    def login_name(self, value: str) -> None:
        self._set("login_name", cleaned(value))

    @property
    def own_replies(self) -> tuple[str, ...]:
        """The technician's own predefined replies."""
        value = self._store.value("own_replies", [])
        found = value if isinstance(value, list) else [value]
        return tuple(text[:REPLY_LIMIT] for text in found if isinstance(text, str) and text.strip())[:REPLIES_LIMIT]

    @own_replies.setter
    def own_replies(self, value: tuple[str, ...]) -> None:
        if value != self.own_replies:
            self._write("own_replies", list(value))
            self._store.sync()
            self.changed.emit("own_replies")

    @property
    def never_show_programs(self) -> tuple[str, ...]:
        """Programs that no shared picture has, by the technician's own choice; see `never_shown`."""
        return self._lines("never_show_programs", SECRETS)

    @never_show_programs.setter
    def never_show_programs(self, value: tuple[str, ...]) -> None:
        self._set_lines("never_show_programs", value)

    @property
    def never_show_titles(self) -> tuple[str, ...]:
        """Titles of windows that no shared picture has, by the technician's own choice; see `never_shown`."""
        return self._lines("never_show_titles", ())

    @never_show_titles.setter
    def never_show_titles(self, value: tuple[str, ...]) -> None:
        self._set_lines("never_show_titles", value)

    def prescribed(self, key: str) -> tuple[str, ...]:
        """Return the lines that the company's policy adds to a list, and that nobody can take off."""
        return cleaned_lines(self.preset.fixed.get(key, "").split("\n"))

    def is_warned(self, person: str) -> bool:
        """Return whether `person` wants no more warnings of the mirror effect."""
        return self._text(f"warned/{_as_key(person)}", "", limit=10) == "mirror"

    def keep_warned(self, person: str) -> None:
        """Warn `person` of the mirror effect no more."""
        self._set(f"warned/{_as_key(person)}", "mirror")

    def geometry(self, window: str) -> QByteArray:
        """Return what `window` saved of its place and size; empty at first."""
        value = self._store.value(f"geometry/{window}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, window: str, geometry: QByteArray) -> None:
        """Remember the place and size of `window`."""
        self._write(f"geometry/{window}", geometry)

    def _take_over_authority(self) -> None:
        """Keep an authority in place of its file's name, which an earlier version kept; one that is gone is none."""
        value = self._store.value("company_authority", "")
        if not isinstance(value, str) or not value or _HEX.fullmatch(value):
            return
        authority = authority_in(Path(value))
        pin = hashlib.sha256(authority).digest() if authority else UNKNOWN_FINGERPRINT
        self._write("company_fingerprint", pin.hex())
        self._write("company_authority", authority.hex())
        self._store.sync()

    def _text(self, key: str, default: str, *, limit: int) -> str:
        if (fixed := self.preset.fixed.get(key)) is not None:
            return fixed
        default = self.preset.proposed.get(key, default)
        value = self._store.value(key, default)
        return value if isinstance(value, str) and len(value) <= limit and value.isprintable() else default

    def _lines(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        if not self._store.contains(key):
            proposed = self.preset.proposed.get(key)
            return default if proposed is None else cleaned_lines(proposed.split("\n"))
        value = self._store.value(key)
        return cleaned_lines(value if isinstance(value, list) else [value])

    def _set_lines(self, key: str, value: tuple[str, ...]) -> None:
        if cleaned_lines(value) != self._lines(key, ()) or not self._store.contains(key):
            self._write(key, list(cleaned_lines(value)))
            self._store.sync()
            self.changed.emit(key)

    def _name(self, key: str) -> str:
        value = self._store.value(key, "")
        return cleaned(value) if isinstance(value, str) else ""

    def _write(self, key: str, value: object) -> None:
        if not self._file.exists():
            with contextlib.suppress(OSError):  # what is wrong with the folder Qt finds, too
                private_folder(self._file.parent)
                open_private(self._file, "ab").close()  # else Qt makes it, and lets others read it
        self._store.setValue(key, value)

    def _set(self, key: str, value: str) -> None:
        if self.fixed(key) or self._store.value(key, self.preset.proposed.get(key)) == value:
            return
        self._write(key, value)
        self._store.sync()
        self.changed.emit(key)


def _as_key(person: str) -> str:
    """Return a key that any name makes, and only that one."""
    return person.encode("utf-8").hex()[:200]


def _put_aside_if_broken(file: Path) -> str | None:
    """Rename a file that is no settings file to *.broken; return the code of the sentence about it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        lines = ["\0"]
    except OSError:
        return "settings_unreadable"
    if all(_is_setting(line.strip()) for line in lines):
        return None
    try:
        file.replace(file.with_suffix(".ini.broken"))
    except OSError:
        return "settings_unreadable"
    return "settings_broken"


def _is_setting(line: str) -> bool:
    if not line or line[0] in "#;":
        return True
    return ("=" in line or (line[0] == "[" and line[-1] == "]")) and "\0" not in line
