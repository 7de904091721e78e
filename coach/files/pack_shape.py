"""The shape of pack.yaml and of a pack's phrase lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from coach.files.node import Node
from coach.files.problems import check
from coach.files.shapes import FormatOne, Given, Id, Shape, Text, Version, fault
from coach.files.strict_yaml import read_document
from coach.files.wording import quoted
from coach.language.wordings import WordingError, compile_wording
from coach.model.problem import FileProblems, Problem

SHIPPED = "shipped"  # an id no pack may have: it would look like what comes with coach
_LIST_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*", re.ASCII)


def _not_shipped(text: str) -> str:
    if text == SHIPPED:
        raise fault("bad-id", "is kept for what comes with coach; choose another id")
    return text


class PackFile(Shape):
    """A pack: rubrics, scenarios and phrase lists under one name."""

    noun: ClassVar[str] = "a pack"

    pack: FormatOne = Field(description="The number of the file format: 1.")
    id: Annotated[Id, AfterValidator(_not_shipped)] = Field(
        description="The pack's name; what is in it is called id/name."
    )
    title: Text = Field(description="The pack's name for people.")
    version: Version = Field(description='The version as text, such as "1.0".')
    author: Annotated[Text | None, Given] = Field(default=None, description="Who wrote it.")
    licence: Annotated[Text | None, Given] = Field(
        default=None, description="On what terms it may be used."
    )


def read_head(path: Path) -> PackFile:
    """A pack.yaml. Raises FileProblems with all its problems."""
    document = read_document(path)
    problems = list(document.problems)
    root = document.root
    if root is not None and isinstance(root.value, dict):
        checked = check(PackFile, root)
        problems += checked.problems
        if checked.model is not None and not problems:
            return checked.model
    elif root is not None:
        message = "pack.yaml is a mapping of keys and values; start with 'pack: 1'"
        problems.append(root.place.problem("wrong-type", message))
    raise FileProblems(tuple(problems))


def list_problems(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a file of phrase lists: names, each with a list of wordings."""
    document = read_document(path)
    problems = list(document.problems)
    if document.root is None:
        return tuple(problems)
    if not isinstance(document.root.value, dict):
        message = "phrase lists are a mapping: a name, then a list of wordings"
        return (*problems, document.root.place.problem("wrong-type", message))
    for name, node in document.root.value.items():
        problems += _one_list(name, node)
    return tuple(problems)


def _one_list(name: str, node: Node) -> Iterator[Problem]:
    if not _LIST_NAME.fullmatch(name):
        rule = "use lower-case letters and digits with - or _ between them"
        message = f"{quoted(name)} is no name for a list; {rule}"
        yield (node.key or node.place).problem("bad-name", message)
    if node.faulty:
        return
    if not isinstance(node.value, list) or not node.value:
        message = f"the list {quoted(name)} must be a list of wordings with at least one in it"
        yield node.place.problem("wrong-type", message)
        return
    for item in node.value:
        if item.faulty:
            continue
        if not isinstance(item.value, str):
            message = f"a wording of {quoted(name)} must be text; put it in quotes"
            yield item.place.problem("wrong-type", message)
            continue
        try:
            compile_wording(item.value)
        except WordingError as error:
            message = f"the wording {quoted(item.value)} cannot be used: {error}"
            yield item.place.problem("bad-wording", message)
