"""A resolved rubric as plain data, to be stored, shown, digested and read back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from coach.files.defaults import default_options
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.model.rubric import Band, Criterion, Example, Rubric, Status, Valid, When

_NO_DEFAULT = object()


def rubric_to_data(rubric: Rubric) -> dict[str, Any]:
    """JSON-ready data: what the rubric says, its status, lineage and digest, not file and lines.

    Options stand in it with their defaults, so that it reads back the same after a default changed.
    """
    data = _head(rubric) | {
        "status": rubric.status.value,
        "criteria": [_criterion_data(criterion) for criterion in rubric.criteria],
        "lineage": rubric.lineage,
        "digest": rubric.digest,
    }
    return _json(data)


def rubric_from_data(data: Mapping[str, Any], scorers: Mapping[str, type[Any]]) -> Rubric:
    """The rubric that ``rubric_to_data`` described, with the digest it had then.

    What coach did not know when it was stored has its default. Checks of rubric files are not
    repeated: what was valid when it was stored stays readable.
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
            lineage=tuple(data.get("lineage", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        name = quoted(str(data.get("id", "?")))
        reason = quoted(str(error).splitlines()[0])
        message = f"the stored rubric {name} cannot be read back ({reason}); "
        raise CoachError(message + "use the version of coach that stored it") from error


def digest(rubric: Rubric) -> str:
    """The first 12 hexadecimal characters of the SHA-256 of what the rubric says.

    Publishing and archiving do not change it, and neither does an option, a condition or a key
    that a newer coach knows, as long as the rubric leaves it at its default.
    """
    criteria = [_said(criterion) for criterion in rubric.criteria]
    data = _head(rubric) | {"criteria": criteria}
    text = json.dumps(
        data, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _head(rubric: Rubric) -> dict[str, Any]:
    return {
        "rubric": 1,
        "id": rubric.id,
        "title": rubric.title,
        "version": rubric.version,
        "pass_mark": float(rubric.pass_mark),
        "sections": dict(rubric.sections),
    }


def _json(data: Mapping[str, Any]) -> dict[str, Any]:
    """Through JSON once: tuples become lists, so stored and fresh data are equal."""
    plain: dict[str, Any] = json.loads(json.dumps(data, default=_plain))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    return str(value)  # dates and the like


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    data = dataclasses.asdict(_normal(criterion))
    del data["line"]
    for example in data["examples"]:
        del example["line"]
    return data


def _normal(criterion: Criterion) -> Criterion:
    """The criterion without lines, the ends of its bands all floats: 1 and 1.0 are one value."""
    return dataclasses.replace(
        criterion,
        line=0,
        bands=tuple(Band(b.score, _float(b.at_least), _float(b.at_most)) for b in criterion.bands),
        examples=tuple(dataclasses.replace(example, line=0) for example in criterion.examples),
    )


def _float(end: float | None) -> float | None:
    return None if end is None else float(end)


def _said(criterion: Criterion) -> dict[str, Any]:
    """The criterion as data, everything that is as it would be anyway left out."""
    data: dict[str, Any] = _given(_normal(criterion))
    if not data.get("options"):
        data.pop("options", None)
    return data


def _given(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_given(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    kind: Any = type(value)  # mypy doubts that classes can be hashed
    told = {}
    for name, default in _defaults(kind):
        item = getattr(value, name)
        if item != default:
            told[name] = _given(item)
    return told


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their defaults; a field without one has what equals nothing."""
    defaults = default_options(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return tuple((name, defaults.get(name, _NO_DEFAULT)) for name in names)


def _criterion(data: Mapping[str, Any], scorers: Mapping[str, type[Any]]) -> Criterion:
    scorer = data["scorer"]
    if scorer not in scorers:
        message = f"there is no scorer {quoted(scorer)} any more; {instead(scorer, scorers)}"
        raise CoachError(message)
    from coach.files.options import options_from_data  # pydantic: not needed to write or digest

    when = {key: tuple(value) for key, value in data.get("when", {}).items()}
    return Criterion(
        **{
            **data,
            "bands": tuple(Band(**band) for band in data["bands"]),
            "options": options_from_data(scorers[scorer], data.get("options") or {}),
            "when": When(**when),
            "valid": Valid(**data.get("valid", {})),
            "examples": tuple(_example(example) for example in data.get("examples", ())),
        }
    )


def _example(data: Mapping[str, Any]) -> Example:
    spans = data.get("spans")
    return Example(
        **{
            **data,
            "spans": None if spans is None else tuple(spans),
            "earlier": tuple(data.get("earlier", ())),
        }
    )
