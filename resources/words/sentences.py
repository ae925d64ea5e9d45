"""What a code means, said to the person in front of the screen: what happened, and what to do.

The keys are the codes of `protocol.vocabulary.messages.Reason`, `DialError.code`, `BadCode.why`,
`CaptureUnavailable.code`, `share_blocked`, and the programs' own problems. The same sentence has to be right in the
console and in the viewer.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QLocale

from resources.words.dial_sentences import DIAL_SENTENCES
from resources.words.open_sentences import OPEN_SENTENCES, USE_EVENTS
from resources.words.queue_sentences import QUEUE_EVENTS, QUEUE_SENTENCES
from resources.words.relay_sentences import RELAY_EVENTS, RELAY_SENTENCES
from resources.words.sharing_sentences import DESKTOP_SENTENCES, SHARING_SENTENCES
from resources.words.team_sentences import TEAM_EVENTS, TEAM_SENTENCES

_CONTEXT = "sentences"

_REASONS: dict[str, object] = {
    "host_older": QT_TRANSLATE_NOOP(
        "sentences",
        "The host is older than this program, and they do not understand each other. Whoever runs the host has to "
        "update it; until then use the version of Fernblick that belongs to it.",
    ),
    "host_newer": QT_TRANSLATE_NOOP(
        "sentences", "This program is too old for the host. Get the present version of Fernblick, then try again."
    ),
    "bad_message": QT_TRANSLATE_NOOP(
        "sentences", "The other side sent something that is not valid, so the connection was closed. Try again."
    ),
    "limit": QT_TRANSLATE_NOOP("sentences", "Too much was asked for in a short time. Wait a minute, then try again."),
    "not_allowed": QT_TRANSLATE_NOOP(
        "sentences", "This is not allowed for your technician group. Ask your administrator to allow it."
    ),
    "wrong_login": QT_TRANSLATE_NOOP(
        "sentences",
        "The host did not accept the login. Check name and password; your administrator can give you a new one.",
    ),
    "unknown_code": QT_TRANSLATE_NOOP(
        "sentences", "This code does not exist, or it was used already. Ask the technician for a new code."
    ),
    "code_expired": QT_TRANSLATE_NOOP("sentences", "The code has expired. A new code is needed from the technician."),
    "code_burned": QT_TRANSLATE_NOOP(
        "sentences", "The code was ended because it was entered wrongly too often. A new code is needed."
    ),
    "wrong_code": QT_TRANSLATE_NOOP(
        "sentences", "The code is not right. Compare it with the technician and try again."
    ),
    "codes_wait": QT_TRANSLATE_NOOP(
        "sentences",
        "Three codes in a row did not lead into a session. Nobody shall try codes out, so please wait "
        "a minute, and ask the technician for a new code.",
    ),
    "not_admitted": QT_TRANSLATE_NOOP(
        "sentences", "The technician did not admit this computer. Talk to the technician, then try again."
    ),
    "lead_away": QT_TRANSLATE_NOOP(
        "sentences", "The technician is not connected at the moment. Try again in a minute."
    ),
    "customer_present": QT_TRANSLATE_NOOP(
        "sentences", "A customer is in this session already. Ask the technician for a session of your own."
    ),
    "unknown_session": QT_TRANSLATE_NOOP("sentences", "This session no longer exists. Start a new one."),
    "session_closed": QT_TRANSLATE_NOOP("sentences", "The session is over. Start a new one if help is still needed."),
    "timed_out": QT_TRANSLATE_NOOP(
        "sentences", "The session ended because the connection was lost for too long. Start a new one."
    ),
    "stopped": QT_TRANSLATE_NOOP("sentences", "Sharing was stopped. It can be started again at any time."),
    "window_closed": QT_TRANSLATE_NOOP(
        "sentences", "The customer closed the shared screen. Sharing can be started again at any time."
    ),
    "right_removed": QT_TRANSLATE_NOOP(
        "sentences", "Sharing was ended because the technician group no longer allows it. Ask your administrator."
    ),
    "left": QT_TRANSLATE_NOOP("sentences", "The other side left the session."),
    "ended_by_lead": QT_TRANSLATE_NOOP("sentences", "The technician ended the session."),
    "replaced": QT_TRANSLATE_NOOP("sentences", "This session was taken up in another window, so this one was closed."),
    "handed_over": QT_TRANSLATE_NOOP("sentences", "Another technician leads the session now."),
    "transferred": QT_TRANSLATE_NOOP("sentences", "The session was transferred to another technician."),
    "removed": QT_TRANSLATE_NOOP("sentences", "The leading technician removed you from the session."),
    "disabled": QT_TRANSLATE_NOOP(
        "sentences", "This technician was disabled by an administrator. Ask your administrator."
    ),
    "on_hold": QT_TRANSLATE_NOOP("sentences", "The session is on hold. It goes on when the technician resumes it."),
    "declined": QT_TRANSLATE_NOOP("sentences", "Your colleague declined. Ask somebody else, or try again later."),
    "offline": QT_TRANSLATE_NOOP("sentences", "This technician is not there at the moment. Ask somebody else."),
    "busy": QT_TRANSLATE_NOOP("sentences", "This technician is busy. Ask somebody else, or try again later."),
    "revoked": QT_TRANSLATE_NOOP("sentences", "The customer took the permission back. You can ask again."),
    "capture_failed": QT_TRANSLATE_NOOP("sentences", "The customer’s screen could not be read."),
    "locked": QT_TRANSLATE_NOOP(
        "sentences", "Wrong passwords were tried for this name. Wait a minute, then try again."
    ),
    "name_taken": QT_TRANSLATE_NOOP("sentences", "This name is used already. Choose another one."),
    "bad_name": QT_TRANSLATE_NOOP(
        "sentences", "This is not a name. Take at least one letter, and at most 60 characters."
    ),
    "circle": QT_TRANSLATE_NOOP("sentences", "A group cannot be below itself. Choose another place for it."),
    "not_empty": QT_TRANSLATE_NOOP(
        "sentences", "There are technicians or groups in this group. Move them to another group first."
    ),
    "unknown_name": QT_TRANSLATE_NOOP(
        "sentences", "This no longer exists; another administrator may have removed it. Nothing was changed."
    ),
    "host_technician": QT_TRANSLATE_NOOP(
        "sentences", "This technician stands for whoever sits at the host itself, and stays. Disable or rename it."
    ),
    "last_administrator": QT_TRANSLATE_NOOP(
        "sentences", "This is the last administrator. Make somebody else an administrator first."
    ),
    "setting_locked": QT_TRANSLATE_NOOP(
        "sentences", "A group above has locked this right. Change it there, or unlock it there."
    ),
    "known_password": QT_TRANSLATE_NOOP(
        "sentences",
        "This password is easy to guess. Take one that is new, without your name, known words or rows of keys.",
    ),
    "change_needed": QT_TRANSLATE_NOOP(
        "sentences", "Somebody else has set this password. Choose one that only you know."
    ),
    "weak_password": QT_TRANSLATE_NOOP("sentences", "The password is too short. Take at least ten characters."),
    "storage": QT_TRANSLATE_NOOP(
        "sentences", "The host cannot use its database at the moment. What is open goes on; try again later."
    ),
    "shutdown": QT_TRANSLATE_NOOP("sentences", "The host is shutting down. Try again when it has been started again."),
    "asked_often": QT_TRANSLATE_NOOP(
        "sentences", "The customer was asked twice and did not say yes. Wait a minute before you ask again."
    ),
    "elsewhere": QT_TRANSLATE_NOOP(
        "sentences",
        "This session is at another host. Technicians can work together whose groups are below one and the same.",
    ),
}

_CONNECTION: dict[str, object] = {
    "bad_address": QT_TRANSLATE_NOOP(
        "sentences", "This is no address. Write a name or a number, and a port behind a colon, as in help.example:7443."
    ),
    "lost": QT_TRANSLATE_NOOP("sentences", "The connection was cut. Check the network connection and try again."),
    "silent": QT_TRANSLATE_NOOP(
        "sentences", "The other side does not answer any more. Check the network connection and try again."
    ),
    "backlog": QT_TRANSLATE_NOOP("sentences", "The connection is too slow at the moment. Try again."),
    "connection_lost": QT_TRANSLATE_NOOP(
        "sentences", "The connection is lost. Fernblick keeps trying; nothing has to be done."
    ),
}

_CODES: dict[str, object] = {
    "length": QT_TRANSLATE_NOOP("sentences", "A code has ten digits. Check that none is missing."),
    "digits": QT_TRANSLATE_NOOP("sentences", "A code has digits only. Check for letters and signs."),
    "check": QT_TRANSLATE_NOOP("sentences", "At least one digit is mistyped. Compare the code with the technician."),
    "link": QT_TRANSLATE_NOOP("sentences", "This link is not complete. Copy the whole link again."),
}

_PROGRAM: dict[str, object] = {
    "port_taken": QT_TRANSLATE_NOOP(
        "sentences", "Another program uses the port that customers connect to. End it, or start with another --listen."
    ),
    "host_gone": QT_TRANSLATE_NOOP(
        "sentences", "The connection to the host is lost. Fernblick keeps trying; sessions and chat are kept."
    ),
    "host_failed": QT_TRANSLATE_NOOP(
        "sentences", "The host could not be started. Try again; the log of the program says more."
    ),
    "host_slow": QT_TRANSLATE_NOOP("sentences", "The host did not start in time. Try again."),
    "data_folder": QT_TRANSLATE_NOOP(
        "sentences", "The data folder cannot be used. Check that you may write to it and that the disk is not full."
    ),
    "settings_broken": QT_TRANSLATE_NOOP(
        "sentences", "The settings file was damaged. It was kept as “settings.ini.broken”; the defaults are used now."
    ),
    "settings_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "The settings file cannot be read or written. Check its permissions; the defaults are used now."
    ),
    "host_is_server": QT_TRANSLATE_NOOP(
        "sentences",
        "The host that runs on this computer is a server’s. Log in there with name and password: choose “Use a host in "
        "your company…” and its address.",
    ),
    "host_elsewhere": QT_TRANSLATE_NOOP(
        "sentences", "A host runs already, at another address than --listen names. End it, or start without --listen."
    ),
    "runs_elsewhere": QT_TRANSLATE_NOOP(
        "sentences", "Fernblick runs already, on other screens of this computer. End it there, then start it again."
    ),
    "runs_silent": QT_TRANSLATE_NOOP(
        "sentences", "Fernblick runs already, but does not answer. End it, then start it again."
    ),
    "runs_otherwise": QT_TRANSLATE_NOOP(
        "sentences",
        "Fernblick runs already; another --listen or --capture-display counts from a new start on. End it first.",
    ),
    "card_broken": QT_TRANSLATE_NOOP(
        "sentences", "This is not a Calling Card, or it is damaged. Ask your support for a new file."
    ),
    "card_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "The Calling Card cannot be read. Check that the file is still there and that you may open it."
    ),
    "card_missing": QT_TRANSLATE_NOOP(
        "sentences", "There is no Calling Card on this computer yet. Open the file from your support, or enter a code."
    ),
    "card_certificate": QT_TRANSLATE_NOOP(
        "sentences",
        "The host of this Calling Card could not prove who it is, so nothing was sent. Ask your support for a new one.",
    ),
    "card_unreached": QT_TRANSLATE_NOOP(
        "sentences", "Your support cannot be reached at the moment. Check the network connection, or try again later."
    ),
    "name_needed": QT_TRANSLATE_NOOP("sentences", "Your name is missing. Type it, so that the technician knows it."),
    "nobody_near": QT_TRANSLATE_NOOP(
        "sentences",
        "No technician’s computer was found in this network. Ask the technician for the address, and type it below.",
    ),
    "unknown_near": QT_TRANSLATE_NOOP(
        "sentences",
        "No computer that was found in this network knows this code. Compare the digits; if they are right, ask the "
        "technician for the address, and type it below.",
    ),
    "too_many_sessions": QT_TRANSLATE_NOOP("sentences", "Too many sessions are open. End one, then start a new one."),
    "too_many_unconfirmed": QT_TRANSLATE_NOOP(
        "sentences", "What you wrote before has not arrived yet. Your message was not sent; wait until there are ticks."
    ),
    "storage_full": QT_TRANSLATE_NOOP(
        "sentences", "The session could not be saved on this computer. Free some disk space."
    ),
    "seat_broken": QT_TRANSLATE_NOOP(
        "sentences", "A saved session was damaged and could not be taken up again. It was put aside; start a new one."
    ),
    "file_not_written": QT_TRANSLATE_NOOP(
        "sentences", "The file could not be written. Choose another folder, or free some disk space."
    ),
    "program_error": QT_TRANSLATE_NOOP(
        "sentences", "Something went wrong in Fernblick itself. If it does not work on, restart it; the log says more."
    ),
    "unknown": QT_TRANSLATE_NOOP("sentences", "Something went wrong. Try again."),
}

_EVENTS: dict[str, object] = {
    "joined": QT_TRANSLATE_NOOP("events", "Chat session established with {name}."),
    "left": QT_TRANSLATE_NOOP("events", "{name} left the session."),
    "timed_out": QT_TRANSLATE_NOOP("events", "{name} did not come back in time."),
    "moved_to_viewer": QT_TRANSLATE_NOOP("events", "{name} goes on in the viewer."),
    "share_started": QT_TRANSLATE_NOOP("events", "Screen sharing with {name} has started."),
    "share_stopped": QT_TRANSLATE_NOOP("events", "Screen sharing with {name} was stopped."),
    "share_closed_by_customer": QT_TRANSLATE_NOOP("events", "{name} closed the shared screen."),
    "share_closed_by_you": QT_TRANSLATE_NOOP("events", "You closed the shared screen."),
    "share_right_removed": QT_TRANSLATE_NOOP(
        "events", "Screen sharing has ended: the technician group no longer allows it."
    ),
    "share_failed": QT_TRANSLATE_NOOP("events", "Screen sharing has ended: the screen could not be read."),
    "desktop_view_allowed": QT_TRANSLATE_NOOP("events", "{name} allowed you to view the desktop."),
    "desktop_control_allowed": QT_TRANSLATE_NOOP("events", "{name} allowed you to view and control the desktop."),
    "desktop_view_allowed_by_you": QT_TRANSLATE_NOOP("events", "You allowed {name} to view your desktop."),
    "desktop_control_allowed_by_you": QT_TRANSLATE_NOOP(
        "events", "You allowed {name} to view and control your desktop."
    ),
    "desktop_view_allowed_to": QT_TRANSLATE_NOOP("events", "{name} may view the customer’s desktop now."),
    "desktop_control_allowed_to": QT_TRANSLATE_NOOP(
        "events", "{name} may view and control the customer’s desktop now."
    ),
    "desktop_other_ended": QT_TRANSLATE_NOOP("events", "{name} no longer sees the customer’s desktop."),
    "desktop_declined": QT_TRANSLATE_NOOP("events", "{name} did not allow you to see the desktop."),
    "desktop_declined_by_you": QT_TRANSLATE_NOOP("events", "You said no to {name}’s question about your desktop."),
    "desktop_control_declined": QT_TRANSLATE_NOOP("events", "{name} did not allow control. Viewing goes on."),
    "desktop_leave_declined": QT_TRANSLATE_NOOP("events", "{name} did not let you ask for the customer’s desktop."),
    "desktop_leave_taken": QT_TRANSLATE_NOOP("events", "{name} ended your access to the customer’s desktop."),
    "desktop_unanswered": QT_TRANSLATE_NOOP(
        "events", "Nobody answered the question about the desktop in time, so the answer is no."
    ),
    "desktop_unreadable": QT_TRANSLATE_NOOP(
        "events", "{name}’s desktop is no longer shown: the screen could not be read there."
    ),
    "desktop_revoked": QT_TRANSLATE_NOOP("events", "{name} took back the permission to see the desktop."),
    "desktop_revoked_by_you": QT_TRANSLATE_NOOP("events", "You took back what you had allowed {name}."),
    "desktop_given_back": QT_TRANSLATE_NOOP("events", "{name} no longer sees your desktop."),
    "desktop_control_given_back": QT_TRANSLATE_NOOP("events", "{name} gave control back. Viewing goes on."),
    "desktop_ended_by_you": QT_TRANSLATE_NOOP("events", "You closed {name}’s desktop."),
    "desktop_right_removed": QT_TRANSLATE_NOOP(
        "events", "Access to the desktop has ended: the technician group no longer allows it."
    ),
    "desktop_control_right_removed": QT_TRANSLATE_NOOP(
        "events", "Control of the desktop has ended: the technician group no longer allows it. Viewing goes on."
    ),
    "desktop_lost": QT_TRANSLATE_NOOP(
        "events", "Access to the desktop has ended: the connection was lost for too long."
    ),
    "desktop_on_hold": QT_TRANSLATE_NOOP("events", "Access to the desktop has ended: the session is on hold."),
    "desktop_lead_changed": QT_TRANSLATE_NOOP(
        "events", "Another technician leads the session now. For the customer’s desktop, ask again."
    ),
    "desktop_other_leads": QT_TRANSLATE_NOOP(
        "events", "{name} no longer sees your desktop, because another technician leads the session now."
    ),
    "desktop_ask_later": QT_TRANSLATE_NOOP(
        "events", "{name} was asked for the desktop twice and did not say yes. You can ask again in a minute."
    ),
    "desktop_replaced": QT_TRANSLATE_NOOP("events", "Access to the desktop has ended: another technician has it now."),
    "desktop_ended": QT_TRANSLATE_NOOP("events", "Access to the desktop has ended."),
    "desktop_mirror_effect": QT_TRANSLATE_NOOP(
        "events", "Access to the desktop has ended: the picture would have shown itself."
    ),
    "desktop_not_chosen": QT_TRANSLATE_NOOP(
        "events", "Access to the desktop has ended: nothing was allowed in the desktop’s own dialog."
    ),
    "desktop_failed": QT_TRANSLATE_NOOP("events", "Access to the desktop has ended: the screen could not be read."),
    "connection_lost": QT_TRANSLATE_NOOP("events", "The connection to {name} is lost."),
    "connection_back": QT_TRANSLATE_NOOP("events", "The connection to {name} is back."),
    "own_connection_lost": QT_TRANSLATE_NOOP("events", "Your own connection is lost. Trying again."),
    "own_connection_back": QT_TRANSLATE_NOOP("events", "Your own connection is back."),
    "host_stopping": QT_TRANSLATE_NOOP(
        "events", "The host will be stopped, in {name} min at the latest. Until then everything goes on."
    ),
    "session_closed": QT_TRANSLATE_NOOP("events", "The session has ended."),
}

_OWN = (_REASONS, _CONNECTION, _CODES, SHARING_SENTENCES, DESKTOP_SENTENCES, _PROGRAM)
SENTENCES = {
    code: str(words)
    for part in (*_OWN, DIAL_SENTENCES, OPEN_SENTENCES, TEAM_SENTENCES, QUEUE_SENTENCES, RELAY_SENTENCES)
    for code, words in part.items()
}
"""Every code with its English sentence."""

EVENTS = {
    code: str(words) for code, words in {**_EVENTS, **TEAM_EVENTS, **QUEUE_EVENTS, **RELAY_EVENTS, **USE_EVENTS}.items()
}
"""Every event of a transcript with its English line; `{name}` is whom it concerns."""


def sentence(code: str, **values: object) -> str:
    """Return the sentence for `code` in the user's language; a code nobody knows gets the general one.

    What stands behind a colon in the code, as in "blocked:443", is what the sentence names.
    """
    kind, _, about = code.partition(":")
    words = QCoreApplication.translate(_CONTEXT, SENTENCES.get(kind, SENTENCES["unknown"]))
    today = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
    return words.format(**{"about": about, "today": today, **values})


def event_line(code: str, name: str) -> str:
    """Return the transcript's line for the event `code` concerning `name`."""
    if code not in EVENTS:
        return name or code
    return QCoreApplication.translate("events", EVENTS[code]).format(name=name)
