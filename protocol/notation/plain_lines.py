"""What somebody's longer words may be: lines of signs that are seen, not too many and not too long. Pure."""

from __future__ import annotations

from protocol.notation.names import cleaned


def as_lines(text: str, *, limit: int, lines: int) -> str:
    """Return what of `text` can be shown: at most `limit` characters in `lines` lines, each clean as a name is."""
    clean = [cleaned(line, limit) for line in text.strip().splitlines()]
    kept = "\n".join(clean[:lines]).strip("\n")
    return kept if kept == text else as_lines(kept[:limit], limit=limit, lines=lines)  # a cut may leave half a sign
