"""The pages of reports, and what they talk to in these tests."""

from tests.helpers.administration import audit, by_hand, charts, directory, host, reports, sections, sessions

__all__ = ["audit", "by_hand", "charts", "directory", "host", "reports", "sections", "sessions"]
