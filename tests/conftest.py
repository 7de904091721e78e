"""What every test gets: no network, and stores and homes of its own."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.store import Store


class NetworkBlockedError(AssertionError):
    """A test reached for the network."""


_real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "bind")}
_blocked = pytest.MonkeyPatch()


_data = tempfile.TemporaryDirectory(prefix="coach-tests-")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests of screens wait for much of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    """Blocks the network before any test module is imported, as imports can reach out too.

    What is kept in the folders of whoever runs the tests, such as packs, is out of sight.
    """
    _blocked.setenv("XDG_DATA_HOME", _data.name)
    _blocked.setenv("XDG_CACHE_HOME", _data.name)

    def guarded(name: str) -> Any:
        def call(self: socket.socket, address: Any, *rest: Any) -> Any:
            # a socket in the file system is this machine talking to itself
            if self.family == getattr(socket, "AF_UNIX", None):
                return _real[name](self, address, *rest)
            raise NetworkBlockedError(f"socket.{name}({address!r}): tests run without a network")

        return call

    def refused(*args: Any, **_: Any) -> Any:
        raise NetworkBlockedError(f"looking up {args[:2]!r}: tests run without a network")

    for name in _real:
        _blocked.setattr(socket.socket, name, guarded(name))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        _blocked.setattr(socket, name, refused)


def pytest_unconfigure() -> None:
    """Gives the network back to whatever runs after the tests."""
    _blocked.undo()
    _data.cleanup()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    with Store(tmp_path / "coach.db") as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, with nothing said about where the store is."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.delenv("COACH_DB", raising=False)
    return folder
