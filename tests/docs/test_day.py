"""Every step that docs/trainers.md shows does what the page says."""

from __future__ import annotations

from day import PAGE, run, settled


def test_the_page_shows_what_the_commands_print() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("\n$ coach ") > 8
    assert settled(run(page)) == settled(page), "run: python -m tests.docs.day"
