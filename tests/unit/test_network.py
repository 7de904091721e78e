import asyncio
import socket
import urllib.request

import pytest


def test_the_network_is_blocked() -> None:
    with pytest.raises(AssertionError, match="without a network"):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="without a network"):
        socket.getaddrinfo("example.org", 80)
    with socket.socket() as sock:
        for call in (sock.connect, sock.connect_ex, sock.bind):
            with pytest.raises(AssertionError, match="without a network"):
                call(("127.0.0.1", 0))
    with pytest.raises(AssertionError, match="without a network"):
        urllib.request.urlopen("http://example.org")


def test_the_event_loop_still_works() -> None:
    async def answer() -> int:
        return await asyncio.to_thread(lambda: 42)

    assert asyncio.run(answer()) == 42
    first, second = socket.socketpair()
    first.sendall(b"x")
    assert second.recv(1) == b"x"
    first.close()
    second.close()
