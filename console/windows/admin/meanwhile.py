"""The line over a group that is being changed: what another administrator has changed there meanwhile."""

from __future__ import annotations

from collections.abc import Collection

from console.admin.draft import CHANNEL, REPLIES, SESSIONS, GroupDraft
from console.windows.parts.banner import Banner
from console.windows.reports.right_words import in_order, right_title


class MeanwhileBanner(Banner):
    """Hidden until somebody else has saved something of the group whose draft it follows."""

    def follow(self, draft: GroupDraft) -> None:
        """Say what is different by now, and what of it was changed here, too."""
        if not draft.theirs:
            self.hide()
            return
        words = self.tr("Meanwhile another administrator has changed: {what}.").format(what=self._words(draft.theirs))
        if not draft.contested:
            self.say("info", words)
            return
        both = self.tr("You have changed this, too: {what}. “Save changes” puts yours in place of theirs.")
        self.say("warning", f"{words} {both.format(what=self._words(draft.contested))}", self.tr("Take theirs"))

    def _words(self, fields: Collection[str]) -> str:
        others = {
            SESSIONS: self.tr("Sessions at a time"),
            CHANNEL: self.tr("Channel"),
            REPLIES: self.tr("Predefined replies"),
        }
        rights = [right_title(name) for name in in_order([name for name in fields if name not in others])]
        return ", ".join([*rights, *(words for name, words in others.items() if name in fields)])
