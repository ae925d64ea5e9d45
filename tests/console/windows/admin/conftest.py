"""What the Administration Center's window talks to in these tests."""

from tests.helpers.administration import by_hand, directory, host, reports

__all__ = ["by_hand", "directory", "host", "reports"]
