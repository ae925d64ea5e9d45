"""What a check has found, in the user's language: for the window, and as text for whoever can help."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from protocol.link.checking.findings import Finding, Route, Topic, Verdict
from resources.program.version import version
from resources.words.check_sentences import CHECK_ROUTES, CHECK_SENTENCES, CHECK_TOPICS
from resources.words.sentences import sentence

MARKS = {Verdict.GOOD: "✓", Verdict.NOTE: "•", Verdict.BAD: "✗"}
_FEW = 10  # below which a digit behind the point says something


def route_words(route: Route) -> str:
    """Return how a way is called."""
    kind = "web_proxy" if route.kind == "web" and route.proxy else route.kind
    return _said(CHECK_ROUTES[kind]).format(address=route.address, port=route.port, proxy=route.proxy)


def finding_words(finding: Finding) -> str:
    """Return a finding's sentence."""
    if finding.code not in CHECK_SENTENCES:
        return sentence(finding.code)
    return _said(CHECK_SENTENCES[finding.code]).format(**{key: _value(each) for key, each in finding.values.items()})


def line(finding: Finding) -> str:
    """Return a finding as one line, with what it is about."""
    return f"{_said(CHECK_TOPICS[finding.topic])}: {finding_words(finding)}"


def result_of(findings: Sequence[Finding]) -> Finding | None:
    """Return what all of it comes to, once that is there."""
    return next((each for each in findings if each.topic is Topic.RESULT), None)


def report(address: str, findings: Sequence[Finding]) -> str:
    """Return all of it as text. There is neither a code nor a login in it."""
    when = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.LongFormat)
    heading = QCoreApplication.translate("check", "Check of the connection to {address}").format(address=address)
    lines = [heading, f"Fernblick {version()}, {platform.platform(terse=True)}, {when}"]
    if (result := result_of(findings)) is not None:
        lines += ["", f"{MARKS[result.verdict]} {line(result)}"]
    for route in dict.fromkeys(each.route for each in findings):
        lines += ["", route_words(route)]
        of_route = [each for each in findings if each.route == route and each is not result]
        lines += [f"{MARKS[each.verdict]} {line(each)}" for each in of_route]
    return "\n".join([*lines, ""])


def _said(words: object) -> str:
    return QCoreApplication.translate("check", str(words))


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return QLocale().toString(value, "f", 1 if value < _FEW else 0)
