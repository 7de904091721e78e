"""A resolved rubric as plain data, to be stored, shown, digested and read back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.model.rubric import Band, Criterion, Example, Rubric, Status, Valid, When


def rubric_to_data(rubric: Rubric) -> dict[str, Any]:
    """JSON-ready data: what the rubric says and its digest, without file and lines."""
    return {**_content(rubric), "digest": rubric.digest}


def rubric_from_data(data: Mapping[str, Any], scorers: Mapping[str, type[Any]]) -> Rubric:
    """The rubric that ``rubric_to_data`` described, with the digest it had then.

    Checks of rubric files are not repeated: what was valid when it was stored stays readable.
    Raises CoachError when a scorer, or an option of it, is gone.
    """
    try:
        return Rubric(
            id=data["id"],
            title=data["title"],
            version=data["version"],
            status=Status(data["status"]),
            pass_mark=float(data["pass_mark"]),
            criteria=tuple(_criterion(item, scorers) for item in data["criteria"]),
            sections=dict(data["sections"]),
            digest=data["digest"],
        )
    except (KeyError, TypeError, ValueError) as error:
        name = quoted(str(data.get("id", "?")))
        reason = quoted(str(error).splitlines()[0])
        message = f"the stored rubric {name} cannot be read back ({reason}); "
        raise CoachError(message + "use the version of coach that stored it") from error


def digest(rubric: Rubric) -> str:
    """The first 12 hexadecimal characters of the SHA-256 of the rubric's content."""
    text = json.dumps(_content(rubric), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _content(rubric: Rubric) -> dict[str, Any]:
    data = {
        "rubric": 1,
        "id": rubric.id,
        "title": rubric.title,
        "version": rubric.version,
        "status": rubric.status.value,
        "pass_mark": float(rubric.pass_mark),
        "sections": dict(rubric.sections),
        "criteria": [_criterion_data(criterion) for criterion in rubric.criteria],
    }
    # through JSON once: tuples become lists, so stored and fresh data are equal
    plain: dict[str, Any] = json.loads(json.dumps(data, default=_plain))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    return str(value)  # dates and the like


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    data = dataclasses.asdict(criterion)
    del data["line"]
    for example in data["examples"]:
        del example["line"]
    for band in data["bands"]:
        for end in ("at_least", "at_most"):
            band[end] = None if band[end] is None else float(band[end])
    return data


def _criterion(data: Mapping[str, Any], scorers: Mapping[str, type[Any]]) -> Criterion:
    from coach.files.options import options_from_data

    scorer = data["scorer"]
    if scorer not in scorers:
        message = f"there is no scorer {quoted(scorer)} any more; {instead(scorer, scorers)}"
        raise CoachError(message)
    when = {key: tuple(value) for key, value in data["when"].items()}
    return Criterion(
        **{
            **data,
            "bands": tuple(Band(**band) for band in data["bands"]),
            "options": options_from_data(scorers[scorer], data["options"]),
            "when": When(**when),
            "valid": Valid(**data["valid"]),
            "examples": tuple(_example(example) for example in data["examples"]),
        }
    )


def _example(data: Mapping[str, Any]) -> Example:
    spans = data["spans"]
    return Example(
        **{
            **data,
            "spans": None if spans is None else tuple(spans),
            "earlier": tuple(data["earlier"]),
        }
    )
