"""Why a screen is not shown, seen or operated: the technician's, and the customer's."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

SHARING_SENTENCES: dict[str, object] = {
    "not_active": QT_TRANSLATE_NOOP("sentences", "Sharing is possible as soon as the session is active."),
    "customer_missing": QT_TRANSLATE_NOOP("sentences", "Sharing is possible as soon as the customer has joined."),
    "desktop_unseeable": QT_TRANSLATE_NOOP(
        "sentences", "The screen of the customer’s computer cannot be shown: Fernblick cannot read it there."
    ),
    "viewer_missing": QT_TRANSLATE_NOOP("sentences", "The customer has not started the viewer."),
    "right_missing": QT_TRANSLATE_NOOP(
        "sentences", "Your technician group does not allow screen sharing with customers. Ask your administrator."
    ),
    "no_display": QT_TRANSLATE_NOOP(
        "sentences", "No display was found. Start Fernblick in a desktop session, or set DISPLAY to a running display."
    ),
    "no_capture": QT_TRANSLATE_NOOP(
        "sentences", "The screen cannot be read on this computer. Sharing is not possible here."
    ),
    "wayland": QT_TRANSLATE_NOOP(
        "sentences",
        "This copy of Fernblick cannot read the screen of a Wayland desktop. Log in with “Xorg” chosen, or ask whoever "
        "installed it for what Wayland needs, then share again.",
    ),
    "permission": QT_TRANSLATE_NOOP(
        "sentences",
        "The system does not let Fernblick read the screen. Allow it in the system settings under Privacy, Screen "
        "Recording, then start Fernblick again.",
    ),
    "cast_refused": QT_TRANSLATE_NOOP(
        "sentences",
        "Nothing is shared, because nothing was allowed in the desktop’s own dialog. Share again to choose.",
    ),
    "cast_failed": QT_TRANSLATE_NOOP(
        "sentences",
        "The desktop does not show Fernblick its screen. Install PipeWire and the desktop’s portal "
        "(xdg-desktop-portal), then share again.",
    ),
    "cast_ended": QT_TRANSLATE_NOOP(
        "sentences", "The desktop has ended what was shared. Share again to choose what to show."
    ),
    "monitor_gone": QT_TRANSLATE_NOOP(
        "sentences", "The shared monitor is off or no longer connected. Sharing goes on as soon as it is back."
    ),
    "window_gone": QT_TRANSLATE_NOOP("sentences", "The shared window was closed. Choose something else to share."),
    "window_hidden": QT_TRANSLATE_NOOP(
        "sentences", "The shared window is minimised. Sharing goes on as soon as it can be seen again."
    ),
    "mirror_effect": QT_TRANSLATE_NOOP(
        "sentences",
        "Sharing is paused: the customer’s desktop was about to be seen in your own picture. Move its window to "
        "another monitor, or share something else.",
    ),
    "paused_locked": QT_TRANSLATE_NOOP("sentences", "The screen of {name} is locked."),
    "paused_switched": QT_TRANSLATE_NOOP("sentences", "Somebody else uses the computer of {name} now."),
    "paused_asleep": QT_TRANSLATE_NOOP("sentences", "The computer of {name} is asleep."),
    "paused_secured": QT_TRANSLATE_NOOP("sentences", "The system asks {name} for a password or leave."),
    "paused_screen_saver": QT_TRANSLATE_NOOP("sentences", "A screen saver is on the screen of {name}."),
    "paused_private": QT_TRANSLATE_NOOP("sentences", "Something is on the screen of {name} that is not shown."),
    "paused_unseen": QT_TRANSLATE_NOOP("sentences", "What {name} shows cannot be seen at present."),
    "own_unseen": QT_TRANSLATE_NOOP("sentences", "What you share cannot be seen at present."),
    "own_locked": QT_TRANSLATE_NOOP("sentences", "Your screen is locked."),
    "own_switched": QT_TRANSLATE_NOOP("sentences", "Somebody else uses your computer."),
    "own_asleep": QT_TRANSLATE_NOOP("sentences", "Your computer is asleep."),
    "own_secured": QT_TRANSLATE_NOOP("sentences", "The system asks for a password or leave."),
    "own_screen_saver": QT_TRANSLATE_NOOP("sentences", "The screen saver is on."),
    "own_private": QT_TRANSLATE_NOOP("sentences", "What you never show is in front, and cannot be left out here."),
    "region_gone": QT_TRANSLATE_NOOP(
        "sentences", "The shared region is on no monitor at present. Sharing goes on as soon as it is on one again."
    ),
    "share_unanswered": QT_TRANSLATE_NOOP(
        "sentences", "The host did not answer in time, so nothing is shared. Share again."
    ),
    "failed": QT_TRANSLATE_NOOP("sentences", "The screen could not be read, so sharing has ended. Share again."),
}

DESKTOP_SENTENCES: dict[str, object] = {
    "desktop_not_active": QT_TRANSLATE_NOOP(
        "sentences", "The customer’s desktop can be asked for as soon as the session is active."
    ),
    "desktop_customer_missing": QT_TRANSLATE_NOOP(
        "sentences", "The customer’s desktop can be asked for as soon as the customer has joined with the viewer."
    ),
    "view_customer_missing": QT_TRANSLATE_NOOP(
        "sentences", "Your technician group does not allow viewing customers’ desktops. Ask your administrator."
    ),
    "control_customer_missing": QT_TRANSLATE_NOOP(
        "sentences", "Your technician group does not allow controlling customers’ desktops. Ask your administrator."
    ),
    "desktop_rests": QT_TRANSLATE_NOOP(
        "sentences", "The customer was asked twice and did not say yes. Wait a minute before you ask again."
    ),
    "share_during_control": QT_TRANSLATE_NOOP(
        "sentences", "You see the customer’s desktop, and your screen is not to be shared meanwhile. Close it first."
    ),
    "control_during_share": QT_TRANSLATE_NOOP(
        "sentences",
        "Your screen is shared, and the customer’s desktop is not to be seen meanwhile. Stop sharing first.",
    ),
    "control_wayland": QT_TRANSLATE_NOOP(
        "sentences",
        "On a Wayland desktop other programs cannot use mouse and keyboard, so only viewing can be allowed."
        " Log in with an X11 session for control.",
    ),
    "control_unavailable": QT_TRANSLATE_NOOP(
        "sentences", "This computer cannot be controlled from elsewhere, so only viewing can be allowed."
    ),
}
