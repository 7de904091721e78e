import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.model.problem import CoachError
from coach.store import NoStoreError, Store

NOW = "2026-03-01T10:00:00Z"
NOBODY = 65534


def no_file(path: Path) -> None:
    path.write_text("dear diary, this is no database at all\n")


def no_store(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()


def newer(path: Path) -> None:
    with Store(path) as store, store._db.writing() as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('coach', 'm999_telepathy', 'soon')"
        )


def damaged(path: Path) -> None:
    with Store(path) as store:
        store.add_agent("maya", NOW)
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def cut_short(path: Path) -> None:
    Store(path).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("make", "word", "remedy"),
    [
        (no_file, "not-a-store", "--db PATH"),
        (no_store, "not-a-store", "--db PATH"),
        (newer, "newer-store", "update coach"),
        (damaged, "damaged", "put a copy of it back"),
        (cut_short, "damaged", "put a copy of it back"),
    ],
)
def test_a_file_that_is_no_store_is_named_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], word: str, remedy: str, readonly: bool
) -> None:
    path = tmp_path / "coach.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(CoachError) as caught:
        Store(path, readonly=readonly)
    said = str(caught.value)
    assert said.startswith(f"{path}: error[{word}] ")
    assert remedy in said
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["coach.db"]


def test_damage_further_in_is_found_by_check(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    with Store(path) as store:
        store.add_agent("maya", NOW)
        sql = "SELECT rootpage AS page FROM sqlite_master WHERE name = 'agents'"
        start = (store._db.rows(sql)[0]["page"] - 1) * 4096
    content = bytearray(path.read_bytes())
    content[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with Store(path, readonly=True) as store:
        assert store.check() != []


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"error\[is-folder\] this is a folder"):
        Store(tmp_path)


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CoachError, match="no regular file"):
        Store(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["a\x00b", "x" * 300, "file/coach.db"])
def test_a_place_that_cannot_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CoachError, match=r"error\[un(opened|writable)\] .* --db PATH"):
        Store(tmp_path / name)


def test_reading_where_there_is_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoStoreError, match="there is no store yet"):
        Store(tmp_path / "a" / "coach.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b?#%41.db", "naïve 😀.db", "cut\udcff.db"])
def test_any_name_the_system_allows(tmp_path: Path, name: str) -> None:
    Store(tmp_path / name).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "coach.db").touch()
    with Store(tmp_path / "coach.db") as store:
        assert store.agents() == ()


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """A folder of an ordinary user, and for this test we are that user even when root runs it."""
    folder = Path(tempfile.mkdtemp())
    with Store(folder / "coach.db") as store:  # while everything can still be imported
        store.add_agent("maya", NOW)
    root = os.geteuid() == 0
    if root:
        for place in (folder, folder / "coach.db"):
            os.chown(place, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.parametrize(("place", "mode"), [("coach.db", 0o400), (".", 0o500)])
def test_what_may_not_be_written_can_still_be_read(plain_user: Path, place: str, mode: int) -> None:
    path = plain_user / "coach.db"
    (plain_user / place).chmod(mode)
    before = path.read_bytes()
    with pytest.raises(CoachError, match=r"error\[read-only\] .* --db PATH"):
        Store(path)
    with Store(path, readonly=True) as store:
        assert [agent.name for agent in store.agents()] == ["maya"]
        assert store.check() == []
    assert path.read_bytes() == before


def test_what_may_not_be_read(plain_user: Path) -> None:
    (plain_user / "coach.db").chmod(0o000)
    with pytest.raises(CoachError, match=r"error\[unreadable\] .*permission denied"):
        Store(plain_user / "coach.db", readonly=True)


def test_a_home_that_may_not_be_written(plain_user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coach.services.places import store_path

    monkeypatch.setenv("XDG_DATA_HOME", str(plain_user / "data"))
    monkeypatch.delenv("COACH_DB", raising=False)
    plain_user.chmod(0o500)
    with pytest.raises(CoachError, match=r"error\[unwritable\] .*permission denied.* --db PATH"):
        Store(store_path())
