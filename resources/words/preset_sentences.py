"""The sentences about what a company has set for its consoles and cannot be used."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

PRESET_SENTENCES: dict[str, object] = {
    "preset_unreadable": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset cannot be read: {file}. No host is used before that; ask your administrator.",
    ),
    "preset_no_toml": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} is no TOML in line {where}. No host is used before that is right; ask your "
        "administrator.",
    ),
    "preset_unknown": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} has “{where}”, which is nothing that can be set. No host is used before that is "
        "right; ask your administrator.",
    ),
    "preset_value": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} gives “{where}” a value that it cannot have. No host is used before that is "
        "right; ask your administrator.",
    ),
    "preset_no_host": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} has “{where}” without the “host” that it is for. No host is used before that is "
        "right; ask your administrator.",
    ),
    "preset_two_trusts": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} has both “fingerprint” and “ca”; one of them must go. No host is used before "
        "that is right; ask your administrator.",
    ),
    "preset_ca": QT_TRANSLATE_NOOP(
        "presets",
        "Your company’s preset {file} names {where}, which is no file with the certificate of one authority "
        "(PEM). No host is used before that is right; ask your administrator.",
    ),
    "preset_policy_beside": QT_TRANSLATE_NOOP(
        "presets",
        "The file {file} beside the program has “[{where}]”, which counts only at the system’s own place. No host is "
        "used before that is right; ask your administrator.",
    ),
}


def preset_sentence(code: str, *, file: str, where: str) -> str:
    """Return the sentence for what is wrong in `file`: `where` is the name, the line or the other file it is about."""
    return QCoreApplication.translate("presets", str(PRESET_SENTENCES[code])).format(file=file, where=where)
