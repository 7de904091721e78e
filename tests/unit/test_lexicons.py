"""The shipped lexicons."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from coach.files.shipped import shipped_corpora
from coach.language.lexicons import lexicon

FILES = sorted((shipped_corpora() / "lexicons").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_yaml_1_2_reader_sees_the_same(path: Path) -> None:
    assert lexicon(path.stem) == YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
