"""Databases as earlier versions of this program have left them: scripts that those versions themselves have made."""

from pathlib import Path

SCRIPTS = Path(__file__).parent
VERSIONS = ("3", "5", "7", "8", "9")


def make_earlier(version, url, open_by_hand):
    """Make the database that `version` has left at `url`, an empty place."""
    script = (SCRIPTS / f"version_{version}.{url.drivername}.sql").read_text(encoding="utf-8")
    if url.drivername == "sqlite":
        open_by_hand(url).executescript(script)
    else:
        open_by_hand(url).execute(script)
    return url
