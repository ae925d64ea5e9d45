"""The control process: does what comes over its standard input, and ends with it.

It owns what it has pressed: when the pipe ends, because control was taken back or the viewer is gone, or when it is
asked to end, it does nothing more of what waits, releases everything and is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from protocol.link.wire import FrameReader
from protocol.system.memory import keep_memory_private
from protocol.vocabulary.codec import BadMessage
from viewer.control.device import open_device
from viewer.control.operator import Operator
from viewer.control.orders import ORDERS, Orders

_CHUNK = 64 * 1024  # bytes read at once


def main() -> int:
    """Run until standard input ends; returns the exit status."""
    keep_memory_private(from_own_user=True)
    orders = Orders()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the viewer, which then ends this process
    signal.signal(signal.SIGTERM, lambda *_: orders.end())
    operator = Operator(open_device())
    threading.Thread(target=_read, args=(sys.stdin.fileno(), orders), name="orders", daemon=True).start()
    _operate(operator, orders)
    operator.close()
    return 0


def _operate(operator: Operator, orders: Orders) -> None:
    """Do what comes, in its order, and what is due when nothing comes; until the end."""
    while True:
        has_come = orders.wait(operator.due_s())
        operator.wait_over()
        if has_come:
            content = orders.take()
            if content is None:
                return
            operator.receive(content)


def _read(source: int, orders: Orders) -> None:
    """Hand on what arrives; runs in its own thread, so that the end is seen whatever is being done."""
    reader = FrameReader()
    try:
        while data := os.read(source, _CHUNK):
            messages = (ORDERS.decode(body) for body in reader.feed(data))
            orders.put(message for message in messages if message is not None)
    except (OSError, BadMessage):
        pass  # the viewer is gone, or not ours
    finally:
        orders.end()


if __name__ == "__main__":
    sys.exit(main())
