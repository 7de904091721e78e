"""The text of a new rubric file: commented, and right as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.files.pack_names import pack_of
from coach.files.rubric_reader import find_rubric
from coach.files.yaml_text import quoted_scalar, scalar
from coach.model.problem import CoachError
from coach.model.rubric import Band, Rubric
from coach.scorers import option_types
from coach.services import catalogue, packs
from coach.services.starter_examples import (
    Sample,
    check_register,
    default_register_bands,
    in_register,
    saying,
    silent_on,
)
from coach.services.starters import RubricAnswers, check_text, check_wording, ending, slug

PASS_MARK = 80
_FOUND = (Band(1, at_least=1), Band(0))
_ABSENT = (Band(1, at_most=0), Band(0))
_NOTES = {
    "id": "The criterion's name in results.",
    "section": "The part of the rubric it is shown under.",
    "skill": "What practice counts it under: tone, empathy, register, compliance, ...",
    "title": "What a good reply does, in a few words.",
    "why": "Why it matters; agents read this next to their mark.",
    "source": "What it rests on.",
    "scorer": "What measures it: coach rubric scorers lists them with their options.",
    "options": "The scorer's settings.",
    "bands": "How the measured value becomes a score: the first band that holds it counts.",
    "weight": "How much it counts, 0 to 100; 0 is shown and not counted.",
    "when": "Where it applies; without this key everywhere.",
    "valid": "From when it applies; without this key always.",
    "message": "What to do instead: a full sentence about the reply.",
    "examples": "Replies with the score they must get; coach rubric test runs them.",
}


@dataclass(frozen=True, slots=True)
class _Written:
    """A criterion as YAML: the values by key, and lines of examples."""

    values: Mapping[str, str]
    examples: tuple[str, ...]

    def lines(self, noted: bool) -> Iterator[str]:
        """The lines of the file, each key with its note if ``noted``."""
        for key, value in (*self.values.items(), ("examples", "")):
            if noted and key in _NOTES:
                yield f"{'  ' if key == 'id' else '    '}# {_NOTES[key]}"
            yield f"{'  - ' if key == 'id' else '    '}{key}: {value}".rstrip()
        yield from (f"      - {example}" for example in self.examples)


def rubric_text(answers: RubricAnswers, rubric_id: str, folder: Path, name: str) -> str:
    """The text of a rubric file. Raises CoachError for answers no right file can be made from.

    folder: where it will lie; what it extends is looked for there first. name: what it will be
    called, for the notes at its end.
    """
    check_text("title", answers.title)
    parent = None if answers.extends is None else rubric_to_extend(answers.extends, folder)
    criteria = list(_criteria(answers, parent))
    if not criteria and parent is None:
        message = "a rubric that stands alone needs something to mark"
        raise CoachError(f"{message}; give a required or forbidden phrase, or a register")
    lines = list(_head(answers, rubric_id, parent))
    lines.append("criteria:" if criteria else "criteria: []")
    # the first criterion that has every key shows what they mean
    whole = next((c for c in criteria if "scorer" in c.values), None)
    for criterion in criteria:
        lines += criterion.lines(noted=criterion is whole or "scorer" not in criterion.values)
    lines += ending(
        "rubric",
        name,
        "write why and source in your own words, and a message that says what to do.",
        "add criteria: coach rubric scorers lists what can be measured.",
    )
    return "\n".join(lines) + "\n"


def rubric_to_extend(name: str, folder: Path) -> Rubric:
    """The rubric of this id beside the new file, shipped or of a pack. Raises CoachError."""
    folders = [folder, *packs.rubric_library()]
    names = pack_of(folder / "new.yaml")
    wanted = names.rubric(name) if names is not None else name
    return find_rubric(wanted, folders, option_types(), catalogue.channels())


def _head(answers: RubricAnswers, rubric_id: str, parent: Rubric | None) -> Iterator[str]:
    yield "# yaml-language-server: $schema=rubric.schema.json"
    yield "# Lines that start with # are notes for you; coach does not read them."
    mark = PASS_MARK if parent is None else parent.pass_mark
    entries = [
        ("The number of the file format.", "rubric: 1"),
        ("The name in commands and results.", f"id: {scalar(rubric_id)}"),
        ("The name for people.", f"title: {scalar(answers.title)}"),
        ("Raise it with each change you publish.", 'version: "0.1"'),
        ("draft, published or archived.", "status: draft"),
        ("The total from which a reply passes, 0 to 100.", f"pass_mark: {mark:g}"),
    ]
    if parent is not None:
        about = "What this rubric starts from; coach rubric show lists what that marks."
        entries.insert(-1, (about, f"extends: {answers.extends}"))
    for note, entry in entries:
        yield f"# {note}"
        yield entry
    yield "# What replies are marked for; an inherited id changes that criterion, others are new."


def _criteria(answers: RubricAnswers, parent: Rubric | None) -> Iterator[_Written]:
    taken = {"register", *(c.id for c in parent.criteria)} if parent else {"register"}
    if answers.register is not None:
        yield _register(answers.register, parent)
    for phrase in _once(answers.required):
        name = _free(f"says-{slug(phrase)[:40].strip('-') or 'it'}", taken)
        yield _required(name, phrase, answers, parent)
    listed = _once(answers.forbidden)
    if listed:
        yield _forbidden(_free("never-says", taken), listed, answers, parent)


def _once(phrases: Iterable[str]) -> list[str]:
    """The phrases, each once: a list may not hold one twice, whatever its case."""
    return list({" ".join(p.casefold().split()): check_wording(p) for p in phrases}.values())


def _register(band: tuple[float, float], parent: Rubric | None) -> _Written:
    low, high = band
    check_register(low, high)
    inherited = next((c for c in parent.criteria if c.id == "register"), None) if parent else None
    if inherited is not None and inherited.scorer != "register":
        message = "the inherited criterion 'register' measures something else"
        raise CoachError(f"{message}; leave the register out")
    bands = default_register_bands() if inherited is None else inherited.bands
    options = f"{{low: {low!r}, high: {high!r}}}"
    top, bottom = in_register(low, high, bands)
    where = inherited.when if inherited is not None else None
    place = _place(
        next(iter(where.channel), None) if where else None,
        next(iter(where.visibility), None) if where else None,
    )
    examples = (
        _example(top, max(b.score for b in bands), place),
        _example(bottom, min(b.score for b in bands), place),
    )
    if inherited is not None:
        return _Written({"id": "register", "options": options}, examples)
    values = _values(
        "register",
        _section(parent, "tone"),
        "register",
        "Speaks the channel's language",
        "A formal letter in a post is as wrong as slang in a letter.",
        "register",
        options,
        bands,
        "Write as people speak on this channel.",
    )
    return _Written(values, examples)


def _required(name: str, phrase: str, answers: RubricAnswers, parent: Rubric | None) -> _Written:
    place = _place(answers.channel, answers.visibility)
    values = _values(
        name,
        _section(parent, "compliance"),
        "compliance",
        f"Says {phrase}",
        "Write here why a reply must say this.",
        "phrases",
        f"{{phrases: [{quoted_scalar(phrase)}], kind: required}}",
        _FOUND,
        "Say it in the reply.",
        answers,
    )
    without = Sample(silent_on([phrase]).reply)
    return _Written(values, (_example(saying(phrase), 1, place), _example(without, 0, place)))


def _forbidden(
    name: str, listed: list[str], answers: RubricAnswers, parent: Rubric | None
) -> _Written:
    place = _place(answers.channel, answers.visibility)
    values = _values(
        name,
        _section(parent, "compliance"),
        "compliance",
        "Says none of the words to avoid",
        "Write here why a reply must not say this.",
        "phrases",
        f"{{phrases: [{', '.join(map(quoted_scalar, listed))}]}}",
        _ABSENT,
        "Say it in another way.",
        answers,
    )
    said = [saying(phrase) for phrase in listed]
    if len(said) > 1:  # one phrase may find more words in the example of another
        said = [Sample(sample.reply) for sample in said]
    examples = [_example(silent_on(listed), 1, place), *(_example(s, 0, place) for s in said)]
    return _Written(values, tuple(examples))


def _values(
    name: str,
    section: str,
    skill: str,
    title: str,
    why: str,
    scorer: str,
    options: str,
    bands: Iterable[Band],
    message: str,
    answers: RubricAnswers | None = None,
) -> dict[str, str]:
    values = {
        "id": name,
        "section": section,
        "skill": skill,
        "title": scalar(title),
        "why": scalar(why),
        "source": scalar("Write here who decided it, a policy, a person or a study"),
        "scorer": scorer,
        "options": options,
        "bands": f"[{', '.join(map(_band, bands))}]",
        "weight": "10",
    }
    if answers is not None and (answers.channel or answers.visibility):
        values["when"] = "{" + _place(answers.channel, answers.visibility)[2:] + "}"
    if answers is not None and answers.since:
        values["valid"] = f"{{from: {answers.since}}}"
    return {**values, "message": scalar(message)}


def _band(band: Band) -> str:
    ends = {"score": band.score, "at_least": band.at_least, "at_most": band.at_most}
    return "{" + ", ".join(f"{k}: {v}" for k, v in ends.items() if v is not None) + "}"


def _example(sample: Sample, score: int, place: str) -> str:
    spans = ""
    if sample.spans is not None:
        spans = f", spans: [{', '.join(map(quoted_scalar, sample.spans))}]"
    return f"{{reply: {quoted_scalar(sample.reply)}{place}, score: {score}{spans}}}"


def _place(channel: str | None, visibility: str | None) -> str:
    """Channel and visibility as entries that follow others on a line."""
    parts = {"channel": channel, "visibility": visibility}
    return "".join(f", {key}: {value}" for key, value in parts.items() if value)


def _section(parent: Rubric | None, usual: str) -> str:
    """A section the rubric has; any name will do for one that stands alone."""
    if parent is None or usual in parent.sections or not parent.sections:
        return usual
    return next(iter(parent.sections))


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number when it is taken; it is taken then."""
    n, found = 1, name
    while found in taken:
        n += 1
        found = f"{name}-{n}"
    taken.add(found)
    return found
