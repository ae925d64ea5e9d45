"""What the tests of the mirror's widgets share."""

from __future__ import annotations

from tests.helpers.mirror_fixtures import dressed, model, noise

__all__ = ["dressed", "model", "noise"]
