"""What is said when several technicians work in one session: sentences, and lines of the transcript."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEAM_SENTENCES: dict[str, object] = {
    "not_lead": QT_TRANSLATE_NOOP("sentences", "Only the leading technician can do this."),
    "not_now": QT_TRANSLATE_NOOP("sentences", "This is not possible at the moment. Wait until the session goes on."),
    "nobody_there": QT_TRANSLATE_NOOP("sentences", "No other technician is in the session. Invite a colleague first."),
    "customer_needed": QT_TRANSLATE_NOOP("sentences", "This is possible as soon as the customer has joined."),
    "colleague_away": QT_TRANSLATE_NOOP(
        "sentences", "This colleague is not logged in. Choose somebody else, or send a code."
    ),
    "colleague_key_changed": QT_TRANSLATE_NOOP(
        "sentences",
        "This colleague uses another computer or another name than before. Compare the number of their computer with "
        "them on the phone, and try again.",
    ),
    "colleague_key_new": QT_TRANSLATE_NOOP(
        "sentences", "This colleague’s computer is new here. Choose them in the list, and say that it is right."
    ),
    "invitation_broken": QT_TRANSLATE_NOOP(
        "sentences", "The invitation was not made for this computer. Ask your colleague to invite you again."
    ),
    "invitation_over": QT_TRANSLATE_NOOP("sentences", "The invitation is over. Ask your colleague for another one."),
    "other_host": QT_TRANSLATE_NOOP(
        "sentences", "This link belongs to another host than the one you are logged in on."
    ),
    "other_shares": QT_TRANSLATE_NOOP(
        "sentences", "Another technician shares at the moment. Ask the leading technician to pass sharing on."
    ),
    "share_not_taken": QT_TRANSLATE_NOOP(
        "sentences", "Somebody else shares by now. Your screen is not shown: look who it is, then try again."
    ),
    "wait_on_hold": QT_TRANSLATE_NOOP(
        "sentences", "The session is on hold. Please wait; you can go on writing meanwhile."
    ),
    "wait_transferring": QT_TRANSLATE_NOOP(
        "sentences", "You are being passed on to another technician. Please wait a moment."
    ),
    "wait_no_lead": QT_TRANSLATE_NOOP(
        "sentences", "The technician has left. Please wait: another technician can take over."
    ),
    "wait_reconnecting": QT_TRANSLATE_NOOP(
        "sentences", "The connection to the technician is lost. Please wait; it comes back by itself."
    ),
}

TEAM_EVENTS: dict[str, object] = {
    "technician_joined": QT_TRANSLATE_NOOP("events", "Technician {name} has joined the session."),
    "removed": QT_TRANSLATE_NOOP("events", "{name} was removed from the session."),
    "transferred_away": QT_TRANSLATE_NOOP("events", "{name} has passed the session on and left."),
    "now_leads": QT_TRANSLATE_NOOP("events", "{name} leads the session now."),
    "you_lead": QT_TRANSLATE_NOOP("events", "You lead the session now."),
    "you_left": QT_TRANSLATE_NOOP("events", "You are no longer in the session."),
    "lead_gone": QT_TRANSLATE_NOOP("events", "Nobody leads the session at the moment."),
    "on_hold": QT_TRANSLATE_NOOP("events", "The session is on hold."),
    "resumed": QT_TRANSLATE_NOOP("events", "The session goes on."),
    "invited": QT_TRANSLATE_NOOP("events", "{name} was invited."),
    "invitation_declined": QT_TRANSLATE_NOOP("events", "{name} declined."),
    "invitation_late": QT_TRANSLATE_NOOP("events", "{name} did not answer the invitation."),
    "invitation_failed": QT_TRANSLATE_NOOP("events", "{name} could not be invited."),
    "invitation_taken_back": QT_TRANSLATE_NOOP("events", "The invitation of {name} was taken back."),
    "transfer_asked": QT_TRANSLATE_NOOP("events", "{name} was asked to take the session over."),
    "transfer_back": QT_TRANSLATE_NOOP("events", "The session stays with you."),
    "colleague_shares": QT_TRANSLATE_NOOP("events", "{name} shares their screen with the customer."),
    "colleague_share_ended": QT_TRANSLATE_NOOP("events", "The screen of {name} is no longer shared."),
    "colleague_share_stopped": QT_TRANSLATE_NOOP("events", "{name} has stopped sharing."),
    "colleague_share_ended_by_you": QT_TRANSLATE_NOOP("events", "You have ended the screen sharing of {name}."),
    "colleague_share_ended_by_lead": QT_TRANSLATE_NOOP(
        "events", "The leading technician has ended the screen sharing of {name}."
    ),
    "colleague_share_closed": QT_TRANSLATE_NOOP("events", "The customer has closed the screen of {name}."),
    "colleague_share_right_removed": QT_TRANSLATE_NOOP(
        "events", "The screen of {name} is no longer shared: the technician group no longer allows it."
    ),
    "colleague_share_on_hold": QT_TRANSLATE_NOOP(
        "events", "The screen of {name} is no longer shared: the session is on hold."
    ),
    "colleague_share_lost": QT_TRANSLATE_NOOP(
        "events", "The screen of {name} is no longer shared: the connection was lost for too long."
    ),
    "share_lost": QT_TRANSLATE_NOOP("events", "The screen of {name} is no longer shown: the connection is lost."),
    "share_right_gone": QT_TRANSLATE_NOOP(
        "events", "Your technician group no longer allows you to share your screen with customers."
    ),
    "share_right_back": QT_TRANSLATE_NOOP(
        "events", "Your technician group allows you to share your screen with customers again."
    ),
    "share_wished": QT_TRANSLATE_NOOP("events", "{name} would like to share their screen."),
    "share_passed_on": QT_TRANSLATE_NOOP("events", "Sharing was passed on to {name}."),
    "share_wish_declined": QT_TRANSLATE_NOOP("events", "{name} does not pass sharing on to you now."),
    "share_wish_late": QT_TRANSLATE_NOOP("events", "{name} did not answer whether you may share your screen."),
    "share_turn_declined": QT_TRANSLATE_NOOP("events", "{name} does not want to share their screen now."),
    "share_ended_by_lead": QT_TRANSLATE_NOOP("events", "The leading technician ended your screen sharing."),
    "share_on_hold": QT_TRANSLATE_NOOP("events", "Screen sharing has ended because the session is on hold."),
    "wait_on_hold": QT_TRANSLATE_NOOP("events", "The session is on hold. Please wait."),
    "wait_transferring": QT_TRANSLATE_NOOP("events", "You are being passed on to another technician. Please wait."),
    "wait_no_lead": QT_TRANSLATE_NOOP("events", "Please wait: another technician can take over."),
}
