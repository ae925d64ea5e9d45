"""The language that the programs speak: the system's where they know it, or the user's choice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from resources import files

SPOKEN = ("en", "de")  # English is the source; the others have a file in `translations`


def chosen_language(setting: str) -> str:
    """Return the language for the setting "system", "en" or "de": one of SPOKEN."""
    if setting in SPOKEN:
        return setting
    for tag in QLocale.system().uiLanguages():
        if tag.split("-")[0] in SPOKEN:
            return tag.split("-")[0]
    return "en"


class Language(QObject):
    """Has the application speak a language, and another one whenever the setting changes."""

    def __init__(self, app: QCoreApplication, setting: str) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.speak(setting)

    def speak(self, setting: str) -> None:
        """Speak the language of `setting` from now on; windows get a LanguageChange event."""
        language = chosen_language(setting)
        QLocale.setDefault(QLocale.system() if setting == "system" else QLocale(language))
        before, self._installed = self._installed, []
        for translator in before:
            self._app.removeTranslator(translator)
        if language != "en":
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{language}", qt_folder)
            self._install(f"fernblick_{language}", str(files.path("translations")))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
