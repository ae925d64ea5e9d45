"""The host's manual page, command by command: arguments for each, in an order in which each finds what it needs."""

import re

PAGE = "/usr/share/man/man1/fernblick-host.1.gz"
FIRST = "/tmp/first-password"
ARGUMENTS = {
    "config show": "--json",
    "check": "",
    "health": "",
    "groups add": "night --parent support",
    "groups list": "--json",
    "groups rename": "night evening",
    "groups channel": "evening evenings --desk-reads on",
    "groups replies": "evening Hello 'One moment, please'",
    "groups set": "evening --lock share_screen share_screen=off",
    "groups move": "evening",
    "groups export": "/tmp/groups.json",
    "groups import": "--dry-run /tmp/groups.json",
    "technicians add": f"Bob --group evening --password-file {FIRST}",
    "technicians disable": "Bob",
    "technicians enable": "Bob",
    "technicians unlock": "Bob",
    "technicians describe": "Bob --full-name 'Bob Builder' --email bob@example.org",
    "technicians rename": "Bob Robert",
    "technicians administrator": "Robert on",
    "technicians move": "Robert support",
    "technicians password": f"Robert --final --password-file {FIRST}",
    "technicians list": "",
    "technicians export": "/tmp/people.csv",
    "technicians import": "/tmp/people.csv",
    "technicians remove": "Robert",
    "groups remove": "evening --heir support",
    "admin create": f"Zoe --password-file {FIRST}",
    "page set": "--name ACME --greeting-en Welcome",
    "page show": "--json",
    "page versions": "",
    "page back": "0",
    "sessions export": "-",
    "audit export": "/tmp/audit.csv",
    "guests list": "--json",
    "guests ban": "203.0.113.0/24",
    "guests allow": "203.0.113.0/24",
    "audit verify": "--json",
    "card export": "support /tmp/manual.fernblick-card --address support.example.org --title ACME",
    "certificate show": "",
    "database upgrade": "",
    "backup": "/tmp/manual.backup",
    "completion": "bash",
}
STOPPED = {"serve", "restore", "database copy", "database adopt", "certificate replace"}
"""What is said of a host that does not run: elsewhere in the same test."""
ELSEWHERE = {"sessions forget"}
"""What needs a session that somebody has noted something of: tests/console/host/commands/test_sessions.py."""


def commands(page: str) -> set[str]:
    """Return every command that the page has."""
    part = page.partition(".SH COMMANDS\n")[2].partition("\n.SH ")[0]
    return set(re.findall(r"^\.SS (.+)$", part, re.MULTILINE))
