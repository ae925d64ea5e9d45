"""Run by test_line: a host, a line and a mailbox under qasync, over real TLS, with one break in between."""

import asyncio
import sys
import threading
from pathlib import Path

import qasync
from PySide6.QtCore import QCoreApplication

from conftest import make_identity
from protocol.link.dialing import dial
from protocol.link.host_line import Backoff, HostLine
from protocol.link.link import Link, Trust
from protocol.link.mailbox import Mailbox
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Hello, Welcome
from tests.protocol.link.serving import serve


class Echo:
    """A host that welcomes and returns every code."""

    def __init__(self) -> None:
        self.link: Link | None = None

    def make(self) -> Link:
        return Link(receive=self.receive, ended=lambda end: None, opened=self.opened)

    def opened(self, link: Link) -> None:
        self.link = link

    def receive(self, message: Message) -> None:
        assert self.link is not None
        self.link.send(Welcome() if isinstance(message, Hello) else message)


async def talk(folder: Path) -> None:
    echo, identity = Echo(), make_identity(folder)
    server = await serve(["127.0.0.1"], 0, identity.context, echo.make)
    port = server.sockets[0].getsockname()[1]
    said: asyncio.Queue[str] = asyncio.Queue()
    line = HostLine(
        address=("127.0.0.1", port),
        trust=Trust(identity.fingerprint),
        program="test",
        up=lambda link: said.put_nowait("up"),
        receive=lambda message: said.put_nowait("echo"),
        down=said.put_nowait,
        backoff=Backoff(first_s=0.01, limit_s=0.01),
    )
    line.start()
    print(await said.get())
    assert line.link is not None
    line.link.send(Join(route="0412"))
    print(await said.get())

    counted = asyncio.get_running_loop().create_future()
    numbers: list[int] = []

    def receive(items: list[int]) -> None:
        numbers.extend(items)
        if len(numbers) == 200:
            counted.set_result(len(numbers))

    mailbox: Mailbox[int] = Mailbox(asyncio.get_running_loop(), receive)
    worker = threading.Thread(target=lambda: [mailbox.put(n) for n in range(200)])
    worker.start()
    print(await counted)
    worker.join()
    mailbox.close()

    assert echo.link is not None
    echo.link.close()
    print(await said.get())
    print(await said.get())
    try:
        await dial("127.0.0.1", port, Trust(bytes(32)), receive=print, ended=lambda end: None)
    except DialError as error:
        print("pinned" if error.kind == "certificate" else error.kind)
    link = line.link
    line.stop()
    server.close()
    for end in (link, echo.link):
        await end.wait_gone()


def main() -> None:
    application = QCoreApplication([])
    loop = qasync.QEventLoop(application)
    with loop:
        loop.run_until_complete(asyncio.wait_for(talk(Path(sys.argv[1])), 30))


main()
