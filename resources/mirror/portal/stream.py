"""Qt's side of a Wayland desktop's dialog: QtMultimedia opens it and receives the frames, QtDBus hears the answers.

QtMultimedia (6.11) tells nobody that its user has said no, nor that the desktop has ended what was chosen, and does not
end it itself when it stops. All three are messages of the portal, which every part of this program receives.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QScreenCapture, QVideoFrame, QVideoFrameFormat, QVideoSink

from protocol.mirror.capture.cast import copied
from protocol.mirror.picture.tiles import Picture

SERVICE = "org.freedesktop.portal.Desktop"
_REQUEST, _SESSION = "org.freedesktop.portal.Request", "org.freedesktop.portal.Session"

_Format = QVideoFrameFormat.PixelFormat
_ORDERS = {  # anything else is left to Qt
    _Format.Format_BGRX8888: "BGR ",
    _Format.Format_BGRA8888: "BGR ",
    _Format.Format_RGBX8888: "RGB ",
    _Format.Format_RGBA8888: "RGB ",
    _Format.Format_XRGB8888: " RGB",
    _Format.Format_ARGB8888: " RGB",
    _Format.Format_XBGR8888: " BGR",
    _Format.Format_ABGR8888: " BGR",
}


class ScreenFrame:
    """A video frame as a picture; see `protocol.mirror.capture.cast.Frame`."""

    def __init__(self, frame: QVideoFrame) -> None:
        self.width, self.height = frame.width(), frame.height()
        self._frame = frame

    def pixels(self) -> Picture | None:
        """Return a copy of the pixels."""
        order = _ORDERS.get(self._frame.pixelFormat())
        return self._converted() if order is None else self._mapped(order)

    def _mapped(self, order: str) -> Picture | None:
        frame = QVideoFrame(self._frame)
        if not frame.map(QVideoFrame.MapMode.ReadOnly):
            return None
        try:
            memory = np.frombuffer(frame.bits(0), np.uint8)
            return copied(memory, (self.width, self.height), frame.bytesPerLine(0), order)
        finally:
            frame.unmap()

    def _converted(self) -> Picture | None:
        image = self._frame.toImage().convertToFormat(QImage.Format.Format_RGB32)
        memory = np.frombuffer(image.constBits(), np.uint8) if not image.isNull() else np.zeros(0, np.uint8)
        return copied(memory, (self.width, self.height), image.bytesPerLine(), "BGR ")


class ScreenStream(QObject):
    """One choice of a screen; see `portal.Stream`."""

    arrived = Signal(object)
    failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._capture = QScreenCapture(self)  # all of them children: they go with this, in the GUI's thread
        self._sink = QVideoSink(self)
        session = QMediaCaptureSession(self)
        session.setScreenCapture(self._capture)
        session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take)
        self._capture.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Have the desktop ask."""
        self._capture.setActive(True)

    def stop(self) -> None:
        """End it for good."""
        self.blockSignals(True)
        self._capture.setActive(False)
        self.deleteLater()

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.arrived.emit(ScreenFrame(frame))

    @Slot()
    def _fail(self) -> None:
        self.failed.emit()


class PortalAnswers(QObject):
    """Hears what the portal answers this program; see `portal.Answers`."""

    answered = Signal(str, int)
    closed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._bus = QDBusConnection.sessionBus()
        for interface, name, slot in ((_REQUEST, "Response", "_response"), (_SESSION, "Closed", "_closed")):
            signature: Any = SLOT(f"{slot}(QDBusMessage)")  # a text, whatever the stub says
            self._bus.connect(SERVICE, "", interface, name, self, signature)

    def close(self, name: str) -> None:
        """Have the portal end the session at the path `name`; where there is none any more, nothing happens."""
        self._bus.send(QDBusMessage.createMethodCall(SERVICE, name, _SESSION, "Close"))

    @Slot(QDBusMessage)
    def _response(self, message: QDBusMessage) -> None:
        """Take an answer; the session has the name of the requests that are made for it."""
        arguments = message.arguments()
        if arguments:
            self.answered.emit(message.path().replace("/request/", "/session/"), arguments[0])

    @Slot(QDBusMessage)
    def _closed(self, message: QDBusMessage) -> None:
        self.closed.emit(message.path())
