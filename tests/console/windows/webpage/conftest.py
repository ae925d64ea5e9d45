"""What the part for the web page talks to in these tests."""

from tests.helpers.administration import directory, host

__all__ = ["directory", "host"]
