"""What monitors are called."""

from types import SimpleNamespace

import pytest

from resources.words.monitor_words import monitor_means, monitor_name


def monitors(*places):
    rects = [SimpleNamespace(x=x, y=y, width=1920, height=1080) for x, y in places]
    return [SimpleNamespace(number=n, rect=rect, primary=n == 1) for n, rect in enumerate(rects, 1)]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([(0, 0)], [""]),
        ([(0, 0), (1920, 0)], ["left", "right"]),
        ([(0, 300), (1920, 0)], ["left", "right"]),
        ([(-1920, 0), (0, 0), (1920, 0)], ["left", "middle", "right"]),
        ([(0, 0), (0, 1080)], ["top", "bottom"]),
        ([(0, 0), (0, 1080), (0, 2160)], ["top", "middle", "bottom"]),
        ([(0, 0), (0, 0)], ["", ""]),  # the same picture on both
        ([(0, 0), (1920, 0), (960, 1080)], ["", "", "bottom"]),
    ],
)
def test_a_monitor_is_called_by_where_it_stands(qapp, places, words):
    there = monitors(*places)
    assert [monitor_name(each) for each in there] == [f"Monitor {n}" for n in range(1, len(places) + 1)]
    for monitor, word in zip(there, words, strict=True):
        means = monitor_means(monitor, there).split("  ·  ")
        main = ["main monitor"] if monitor.primary and len(there) > 1 else []
        assert means == [*([word] if word else []), "1920 × 1080", *main]
