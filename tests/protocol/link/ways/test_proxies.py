"""What a proxy's refusal comes to, by its own words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from protocol.link.ways.proxies import Proxy, through
from protocol.link.ways.trouble import DialError

PATIENCE_S = 60.0


@asynccontextmanager
async def proxy_that_says(answer: str) -> AsyncIterator[Proxy]:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        yield Proxy("http", "127.0.0.1", server.sockets[0].getsockname()[1])


async def refusal(answer: str) -> str:
    async with proxy_that_says(answer) as proxy:
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        with pytest.raises(DialError) as refused:
            await through(proxy, "host.test", 7330, login=None, deadline=deadline)
    return refused.value.kind


@pytest.mark.parametrize(
    ("offered", "kind"),
    [
        (['Basic realm="x"'], "proxy_login"),
        (["Negotiate", "NTLM", 'Basic realm="x"'], "proxy_login"),
        (['Negotiate, NTLM, Basic realm="x, y"'], "proxy_login"),
        (['Digest realm="a", qop="auth", nonce="b", basic="c"'], "proxy_scheme"),
        (['Negotiate, Digest realm="Basic"'], "proxy_scheme"),
        ([], "proxy_login"),
    ],
)
async def test_a_login_is_asked_for_where_one_of_the_proxys_kinds_is_ours(offered: list[str], kind: str) -> None:
    fields = "".join(f"Proxy-Authenticate: {each}\r\n" for each in offered)
    assert await refusal(f"HTTP/1.1 407 Proxy Authentication Required\r\n{fields}\r\n") == kind


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "proxy_forbids"),
        ("HTTP/1.1 503 Unavailable\r\n\r\n", "unreachable"),
        ("SSH-2.0-x\r\n\r\n", "proxy_gone"),
        ("HTTP/1.1 200 OK\r\n", "proxy_gone"),
    ],
)
async def test_what_else_it_says(answer: str, kind: str) -> None:
    assert await refusal(answer) == kind
