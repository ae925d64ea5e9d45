"""What the models of the Administration Center talk to in these tests."""

from tests.helpers.administration import by_hand, directory, host, reports

__all__ = ["by_hand", "directory", "host", "reports"]
