"""Runs what docs/trainers.md shows: ``python -m tests.docs.day`` writes the output of each step anew.

A block after ``<!-- file: NAME -->`` is saved under that name; in ``console`` blocks each line that
starts with ``$ `` is run, and what it prints follows it: first what goes to stdout, then stderr.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "trainers.md"
SAMPLE = ROOT / "corpora" / "replies" / "bank-week.jsonl"
_BLOCK = re.compile(
    r"(?:<!-- file: (?P<name>[\w.-]+) -->\n```\w*|^```console)\n(?P<text>.*?)^```$", re.S | re.M
)
_SHOWN = 110  # columns of a line in the page
# What differs from day to day or with every change of a rubric's text.
_CHANGING = (
    (re.compile(r"#[0-9a-f]{12}\b"), "#<digest>"),
    (re.compile(r"\b20\d\d-\d\d-\d\d(?: \d\d:\d\d)?"), "<day>"),
)


def run(page: str) -> str:
    """The page with every output as it is today."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(SAMPLE, folder / SAMPLE.name)
        return _BLOCK.sub(lambda match: _block(folder, match), page)


def _block(folder: Path, match: re.Match[str]) -> str:
    if match["name"]:
        (folder / match["name"]).write_text(match["text"], encoding="utf-8")
        return match.group()
    commands = re.findall(r"^\$ (.*)$", match["text"], re.M)
    told = "".join(f"$ {command}\n{_output(folder, command)}" for command in commands)
    return f"```console\n{told}```"


def _output(folder: Path, command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "coach", command
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "COLUMNS": "78",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "coach", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told = (done.stdout + done.stderr).replace(str(ROOT), "coach").replace(str(home), "~")
    return "".join(f"{part}\n" for line in told.splitlines() for part in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    """The line as it is, or over several where it is too long for the page."""
    return textwrap.wrap(line, _SHOWN, subsequent_indent="    ") if len(line) > _SHOWN else [line]


def settled(text: str) -> str:
    """The text without what changes from day to day."""
    for pattern, stands in _CHANGING:
        text = pattern.sub(stands, text)
    return text


if __name__ == "__main__":
    PAGE.write_text(run(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
