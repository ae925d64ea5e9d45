"""Who leads the session, and what the customer waits for: said in the transcript when it changes. No widgets."""

from __future__ import annotations

from protocol.seat.attendance import Attendance
from protocol.vocabulary.messages import Role, Room, SessionState


class Waiting:
    """What has become of the technicians, as the customer reads it.

    Attributes:
        what: "" for nothing, "on_hold", "transferring", "no_lead" or "reconnecting".
        lead_name: who leads; empty where nobody does.
    """

    def __init__(self, attendance: Attendance, lead_name: str) -> None:
        self.what = ""
        self.lead_name = lead_name
        self._attendance = attendance
        self._lead: int | None = None  # 0: nobody; None: not known yet
        self._unnamed = False

    @property
    def technicians(self) -> tuple[str, ...]:
        """The names of the technicians that are there, as far as they are known."""
        seats = sorted(self._attendance.member.seats.items())
        present = [number for number, seat in seats if seat.role is not Role.CUSTOMER and seat.present]
        return tuple(name for name in map(self._attendance.name_of, present) if name)

    def room_changed(self, now: Room) -> None:
        """Follow the room."""
        lead = self._attendance.member.lead()
        before, self._lead = self._lead, 0 if lead is None else lead.member
        if before is not None and before != self._lead:
            self._lead_changed()
        self._wait_for(self._reason(now.state))

    def member_named(self, member: int) -> None:
        """Take over the lead's name."""
        if member == self._lead:
            self.lead_name = self._attendance.name_of(member)
            if self._unnamed:
                self._unnamed = False
                self._attendance.note("now_leads", self.lead_name)

    def _lead_changed(self) -> None:
        assert self._lead is not None
        self.lead_name = self._attendance.member.names.get(self._lead, "")
        self._unnamed = bool(self._lead) and not self.lead_name
        if self.lead_name:
            self._attendance.note("now_leads", self.lead_name)

    def _reason(self, state: SessionState) -> str:
        if self._lead == 0:
            return "no_lead"
        codes = {SessionState.ON_HOLD: "on_hold", SessionState.TRANSFERRING: "transferring"}
        return codes.get(state, "reconnecting" if state is SessionState.RECONNECTING else "")

    def _wait_for(self, what: str) -> None:
        before, self.what = self.what, what
        if what in ("on_hold", "transferring", "no_lead") and what != before:
            self._attendance.note(f"wait_{what}")
        elif before in ("on_hold", "transferring") and what == "":
            self._attendance.note("resumed")
