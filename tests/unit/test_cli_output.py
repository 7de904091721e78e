"""Where commands write: whole files or none, links and devices as they are."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from coach.cli.output import binary_output, text_output
from coach.model.problem import CoachError


def test_a_failed_run_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with pytest.raises(CoachError), binary_output(target) as stream:
        stream.write(b"new")
        raise CoachError("stop")
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]
    assert target.read_text("utf-8") == "old"


def test_links_are_followed_and_the_mode_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with text_output(link) as stream:
        stream.write("new é\n")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new é\n"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    with text_output(pipe) as stream:
        stream.write("through")
    reader.join()
    assert read == ["through"]
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_stays_a_device() -> None:
    with pytest.raises(CoachError, match="unwritable"), text_output(Path("/dev/full")) as stream:
        stream.write("x" * 100_000)
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize(("name", "word"), [("", "no-name"), ("no/such/place", "unwritable")])
def test_places_that_cannot_be(tmp_path: Path, name: str, word: str) -> None:
    out = Path(name) if not name else tmp_path / name
    with pytest.raises(CoachError, match=word), binary_output(out):
        pass


def test_the_source_is_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("{}", "utf-8")
    with pytest.raises(CoachError, match="same-file"), binary_output(source, source):
        pass
    assert source.read_text("utf-8") == "{}"
