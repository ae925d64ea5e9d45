"""The question under which name to save something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where_to_save(
    parent: QWidget, *, title: str, kind: str, proposal: Path, then: Callable[[Path], object]
) -> None:
    """Ask for a file and call `then` with it, once the user has chosen one.

    Args:
        parent: whose question it is.
        title: of the question.
        kind: of the file, in words and as a pattern: "Table (*.csv)".
        proposal: the file, unless the user wants another; its suffix is added to a name without one.
        then: saves.
    """
    question = QFileDialog(parent, title, str(proposal.parent), kind)
    question.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setDefaultSuffix(proposal.suffix.removeprefix("."))
    question.selectFile(proposal.name)
    question.fileSelected.connect(lambda file: then(Path(file)))
    question.open()
