"""A host by hand that keeps groups and technicians, as a directory sees it; pages that ask another for reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from console.admin.directory import Directory
from console.admin.reports import Reports
from console.windows.admin.sections import Sections
from protocol.vocabulary.accounts import (
    AddGroup,
    AddTechnician,
    Changed,
    ChangeGroup,
    ChangeTechnician,
    DescribeTechnician,
    EntryGone,
    GroupEntry,
    GroupReplies,
    Presence,
    RemoveGroup,
    RemoveTechnician,
    RightSetting,
    SetGroupReplies,
    SetGroupRights,
    Setting,
    TechnicianEntry,
    WatchDirectory,
)
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import GroupChannel, SetGroupChannel
from protocol.vocabulary.web import AskPage, EarlierPage, PageEntry, PageSettings, PageVersion, SetPage
from resources.program.settings import Settings
from tests.helpers.reports_by_hand import ReportsByHand

RIGHTS = ("chat", "share_screen", "end")


def group(number: int, name: str, parent: int = 0) -> GroupEntry:
    rights = tuple(RightSetting(name=right, setting=Setting.INHERIT, locked=False) for right in RIGHTS)
    return GroupEntry(group=number, parent=parent, name=name, rights=rights, sessions=0, sessions_effective=5)


def technician(number: int, name: str, group: int) -> TechnicianEntry:
    return TechnicianEntry(
        technician=number, group=group, name=name, administrator=False, disabled=False, presence=Presence.ONLINE
    )


def told_of(message: SetGroupReplies | SetGroupChannel) -> Message:
    if isinstance(message, SetGroupReplies):
        return GroupReplies(group=message.group, replies=message.replies)
    return GroupChannel(group=message.group, channel=message.channel, effective=message.channel)


class HostByHand:
    """Answers each request at once, or with `refuse`; `hold` lets requests wait."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.groups = {1: group(1, "Support"), 2: group(2, "First level", 1), 3: group(3, "Field service")}
        self.technicians = {7: technician(7, "Ada", 1), 8: technician(8, "Grace", 2)}
        self.replies: dict[int, tuple[str, ...]] = {1: ("Good morning!",)}
        self.pages = [PageSettings()]  # the last one is the page of now
        self.asked: list[Message] = []
        self.refuse = Reason.NONE
        self.hold = False

    def send(self, message: Message) -> None:
        self.asked.append(message)
        if isinstance(message, WatchDirectory):
            if message.watch:
                self.tell_all()
        elif self.hold or self.refuse is not Reason.NONE:
            if self.hold:
                return
        else:
            self.carry_out(message)
        self.answer(message)

    def answer(self, message: Message) -> None:
        self.directory.receive(Changed(request=message.request, reason=self.refuse))  # type: ignore[attr-defined]

    def tell_all(self) -> None:
        for entry in (*self.groups.values(), *self.technicians.values()):
            self.directory.receive(entry)
        for number, replies in self.replies.items():
            self.directory.receive(GroupReplies(group=number, replies=replies))
        self.directory.receive(self.page)

    @property
    def page(self) -> PageEntry:
        earlier = tuple(PageVersion(version=n, changed_ms=n) for n in reversed(range(len(self.pages) - 1)))
        now = len(self.pages) - 1
        return PageEntry(version=now, changed_ms=now, settings=self.pages[now], earlier=earlier)

    def carry_out(self, message: Message) -> None:
        match message:
            case AddGroup():
                self.put(group(9, message.name, message.parent))
            case ChangeGroup():
                self.put(replace(self.groups[message.group], name=message.name, parent=message.parent))
            case RemoveGroup():
                del self.groups[message.group]
                self.directory.receive(EntryGone(group=message.group, technician=0))
            case SetGroupRights():
                now = self.groups[message.group]
                self.put(replace(now, rights=message.rights, sessions=message.sessions))
            case SetGroupReplies() | SetGroupChannel():
                self.directory.receive(told_of(message))
            case SetPage() | AskPage():
                self.carry_out_for_the_page(message)
            case _:
                self.carry_out_for_a_technician(message)

    def carry_out_for_the_page(self, message: SetPage | AskPage) -> None:
        if isinstance(message, AskPage):
            self.directory.receive(EarlierPage(request=message.request, settings=self.pages[message.version]))
        else:
            self.pages.append(message.settings)
            self.directory.receive(self.page)

    def carry_out_for_a_technician(self, message: Message) -> None:
        match message:
            case RemoveTechnician():
                del self.technicians[message.technician]
                self.directory.receive(EntryGone(group=0, technician=message.technician))
            case AddTechnician():
                self.put(technician(9, message.name, message.group))
            case DescribeTechnician():
                said = {name: getattr(message, name) for name in ("full_name", "email", "comment")}
                self.put(replace(self.technicians[message.technician], **said))
            case ChangeTechnician():
                names = ("name", "group", "administrator", "disabled")
                changes = {name: getattr(message, name) for name in names}
                self.put(replace(self.technicians[message.technician], **changes))

    def put(self, entry: GroupEntry | TechnicianEntry) -> None:
        if isinstance(entry, GroupEntry):
            self.groups[entry.group] = entry
        else:
            self.technicians[entry.technician] = entry
        self.directory.receive(entry)

    @property
    def last(self) -> Message:
        return self.asked[-1]


@pytest.fixture
def directory(qapp: object) -> Directory:
    return Directory()


@pytest.fixture
def host(directory: Directory) -> HostByHand:
    host = HostByHand(directory)
    directory.link_up(host.send)
    return host


@pytest.fixture
def reports(qapp: object) -> Reports:
    return Reports()


@pytest.fixture
def by_hand(reports: Reports) -> ReportsByHand:
    by_hand = ReportsByHand(reports)
    reports.link_up(by_hand.send)
    return by_hand


@pytest.fixture
def sections(qtbot, reports, by_hand, directory, host, settings: Settings) -> Sections:
    directory.watch(True)
    people = QWidget()
    sections = Sections(people, reports=reports, directory=directory, settings=settings)
    qtbot.addWidget(sections)
    sections.resize(1160, 760)
    sections.show()
    return sections


@pytest.fixture
def sessions(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("sessions")
    by_hand.answer()
    return sections.sessions


@pytest.fixture
def audit(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("audit")
    by_hand.answer()
    return sections.audit


@pytest.fixture
def charts(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("charts")
    by_hand.answer()
    return sections.charts
