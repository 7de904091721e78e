"""Reads drill files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.files import drill_shape as shapes
from coach.files.folder import yaml_files
from coach.files.node import Node
from coach.files.problems import check
from coach.files.scenario_shape import ExemplarFile
from coach.files.strict_yaml import Document, parse_document, read_document
from coach.files.wording import instead, quoted
from coach.language.acts import acts_of
from coach.language.length import plain_length, weighted_length
from coach.language.text import Text
from coach.model import drill as model
from coach.model.channel import Channel, Counting, Visibility
from coach.model.problem import FileProblems, Problem
from coach.model.scenario import Choice, Decision, Exemplar, Team

BEST = 100


@dataclass(frozen=True, slots=True)
class Known:
    """The names a drill file may use.

    talks: scenarios in which the customer answers, and nobody comes to harm.
    What is None leaves those names unchecked.
    """

    channels: Mapping[str, Channel]
    scenarios: Collection[str] | None = None
    talks: Collection[str] | None = None
    matters: Collection[str] | None = None
    criteria: Collection[str] | None = None


def read_drill(path: Path, known: Known, text: str | None = None) -> model.Drill:
    """Read one drill file. Raises FileProblems with all its problems.

    text: what to take for the file's content; None reads it.
    """
    document = read_document(path) if text is None else parse_document(text, str(path))
    drill, problems = _read(document, known)
    if drill is None:
        raise FileProblems(tuple(sorted(set(problems))))
    return drill


def read_drills(
    paths: Iterable[Path], known: Known
) -> tuple[tuple[model.Drill, ...], tuple[Problem, ...], int]:
    """The drills of files and folders by id, all problems, and how many files were read."""
    files, problems = yaml_files(paths)
    found: dict[str, model.Drill] = {}
    for file in files:
        drill, faults = _read(read_document(file), known)
        problems += faults
        if drill is None:
            continue
        if drill.id in found:
            message = f"the id {quoted(drill.id)} is taken by {found[drill.id].file}; change one"
            problems.append(Problem(str(file), 1, 1, "duplicate-id", message))
        found.setdefault(drill.id, drill)
    return tuple(found[key] for key in sorted(found)), tuple(sorted(set(problems))), len(files)


def _read(document: Document, known: Known) -> tuple[model.Drill | None, list[Problem]]:
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    if not isinstance(root.value, dict):
        message = "a drill is a mapping of keys and values; start with 'drill: 1'"
        return None, [*problems, root.place.problem("wrong-type", message)]
    shape = _shape(root, problems)
    if shape is None:
        return None, problems
    checked = check(shape, root)
    problems += checked.problems
    parts = {key: node for key, node in root.value.items() if key not in checked.bad}
    for look in (_places, _names, _cut, _facts, _words, _teams, _bests):
        problems += look(root, parts, known)
    if problems or checked.model is None:
        return None, problems
    return _drill(checked.model, document.file), []


def _shape(root: Node, problems: list[Problem]) -> type[shapes.HeadFile] | None:
    kind = root.child("kind")
    kinds = ", ".join(shapes.SHAPES)
    if kind is None:
        message = f"a drill needs the key 'kind'; add it, one of: {kinds}"
        problems.append(root.place.problem("missing-key", message))
        return None
    found = shapes.SHAPES.get(kind.value) if isinstance(kind.value, str) else None
    if found is None and not kind.faulty:
        remedy = instead(str(kind.value), shapes.SHAPES)
        message = f"'kind' cannot be {quoted(str(kind.value))}; {remedy}"
        problems.append(kind.place.problem("unknown-name", message))
    return found


Parts = Mapping[str, Node]


def _places(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Channels nobody knows, and sides a channel does not have."""
    for node in _holding("channel", parts):
        name, seen = node.child("channel"), node.child("visibility")
        assert name is not None
        channel = known.channels.get(name.value)
        if channel is None:
            remedy = instead(name.value, known.channels)
            message = f"there is no channel {quoted(name.value)}; {remedy}"
            yield name.place.problem("unknown-channel", message)
        elif seen is not None and channel.place(Visibility(seen.value)) is None:
            has = " or ".join(sorted(channel.places))
            message = f"the channel {quoted(name.value)} has no {seen.value} side; write {has}"
            yield seen.place.problem("unknown-place", message)


def _holding(key: str, parts: Parts) -> Iterator[Node]:
    """The mappings one or two levels down that have this key."""
    for node in parts.values():
        for inner in node.value if isinstance(node.value, list) else [node]:
            if isinstance(inner.value, dict) and key in inner.value:
                yield inner


def _names(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Scenarios, matters and criteria nobody knows."""
    talking = root.data().get("kind") == "de_escalation"
    for key, noun, names in (
        ("scenarios", "scenario", known.talks if talking else known.scenarios),
        ("matters", "matter", known.matters),
        ("focus", "criterion", known.criteria),
    ):
        if key not in parts or names is None:
            continue
        what = "scenario in which the customer answers" if key == "scenarios" and talking else noun
        lists = "coach scenario list shows them all" if key == "scenarios" else ""
        for node in parts[key].value:
            if node.value not in names:
                remedy = instead(node.value, names, lists)
                message = f"no {what} is called {quoted(node.value)}; {remedy}"
                yield node.place.problem(f"unknown-{noun}", message)


def counted(text: str, channel: Channel) -> int:
    """The length of a text as a channel counts it."""
    count = weighted_length if channel.counting is Counting.WEIGHTED else plain_length
    return count(Text(text))


def _cut(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """What makes a shorten drill pointless: no length to lose, or acts that are not there."""
    if "limit" not in parts or "reply" not in parts or "case" not in parts:
        return
    reply, limit = parts["reply"].value, parts["limit"]
    channel = known.channels.get(parts["case"].data()["channel"])
    if channel is not None and counted(reply, channel) <= limit.value:
        n = counted(reply, channel)
        message = f"the reply has {n} characters already; set a limit below that"
        yield limit.place.problem("nothing-to-cut", message)
    there = acts_of(Text(reply))
    for node in parts["acts"].value if "acts" in parts else ():
        if node.value not in there:
            known_acts = ", ".join(there) or "none"
            message = f"the reply has no act {quoted(node.value)}; it has: {known_acts}"
            yield node.place.problem("act-not-there", message)


def folded(text: str) -> str:
    """The text for comparing words: no case, one blank between words, plain quotes."""
    return " ".join(text.casefold().replace("’", "'").split())


def says(text: str, wordings: Iterable[str]) -> bool:
    """Whether a text says one of the wordings; a wording starts where a word starts."""
    there = folded(text)
    return any(re.search(rf"(?<!\w){re.escape(folded(w))}", there) for w in wordings)


def _facts(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Facts that nobody gave the agent, so that nobody could keep them."""
    if "keep" not in parts or "reply" not in parts:
        return
    given = [parts["reply"].value]
    if "facts" in parts:
        given += [node.value for node in parts["facts"].value]
    if "case" in parts:
        given.append(parts["case"].data()["post"])
    told = "\n".join(given)
    for fact in parts["keep"].value:
        wordings = fact.data()["any"]
        if not says(told, wordings):
            what = fact.data()["what"]
            message = (
                f"nothing given to the agent says {quoted(what)}; "
                "copy one wording from the reply or the facts"
            )
            yield fact.child("any").place.problem("fact-not-given", message)


def _words(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Words to be marked that stand nowhere."""
    for item in parts["items"].value if "items" in parts else ():
        holds = item.child("holds")
        text = item.data()["text"]
        for node in holds.value if holds is not None else ():
            if node.value not in text:
                message = f"the text does not say {quoted(node.value)}; copy the exact words"
                yield node.place.problem("words-not-there", message)


def _teams(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Escalations to nobody."""
    for post in parts["posts"].value if "posts" in parts else ():
        decision = post.child("decision")
        data = decision.data() if decision is not None else {}
        escalates = "escalate" in (data.get("best"), *data.get("acceptable", ()))
        if decision is not None and escalates and not data.get("escalate_to"):
            message = "escalating will do here, so 'escalate_to' must name the team; add it"
            yield decision.place.problem("missing-key", message)


def _bests(root: Node, parts: Parts, known: Known) -> Iterator[Problem]:
    """Questions without a best answer."""
    for question in parts["questions"].value if "questions" in parts else ():
        if not any(option["points"] == BEST for option in question.data()["options"]):
            message = f"no option is worth {BEST} points; give them to the best one"
            yield question.place.problem("no-best", message)


def _drill(shape: Any, file: str) -> model.Drill:
    return model.Drill(
        id=shape.id,
        kind=model.DrillKind(shape.kind),
        title=shape.title,
        about=shape.about,
        minutes=shape.minutes,
        content=_content(shape),
        source=shape.source,
        file=file,
    )


def _content(shape: Any) -> model.Content:
    match shape:
        case shapes.StyleSwitchFile():
            return model.StyleSwitch(tuple(shape.matters))
        case shapes.DeEscalationFile():
            return model.DeEscalation(tuple(shape.scenarios), tuple(shape.focus))
        case shapes.ShortenFile():
            acts = tuple(shape.acts)
            keep, exemplar = _keep(shape.keep), _exemplar(shape.exemplar)
            case = _case(shape.case)
            return model.Shorten(case, shape.reply, shape.limit, acts, keep, exemplar)
        case shapes.RewriteFile():
            facts = tuple(shape.facts)
            keep, exemplar = _keep(shape.keep), _exemplar(shape.exemplar)
            return model.Rewrite(_case(shape.case), shape.reply, facts, keep, exemplar)
        case shapes.SpotFile():
            return model.Spot(tuple(shape.scenarios), shape.count)
        case shapes.PersonalDataFile():
            return model.PersonalData(tuple(map(_quick, shape.items)))
        case shapes.TriageFile():
            return model.Triage(shape.brand, tuple(map(_waiting, shape.posts)))
        case shapes.BlunderFile():
            questions = tuple(map(_question, shape.questions))
            return model.Blunder(shape.story, shape.posted, questions, shape.lesson)
        case _:
            raise TypeError(f"no drill is made of {type(shape).__name__}")


def _case(case: shapes.CaseFile) -> model.Case:
    seen = Visibility(case.visibility)
    return model.Case(case.channel, seen, case.brand, case.handle, case.name, case.post)


def _exemplar(shape: ExemplarFile) -> Exemplar:
    return Exemplar(shape.reply, shape.note)


def _keep(facts: Iterable[shapes.FactFile]) -> tuple[model.Fact, ...]:
    return tuple(model.Fact(fact.what, tuple(fact.any)) for fact in facts)


def _quick(item: shapes.QuickFile) -> model.Quick:
    seen = Visibility(item.visibility)
    return model.Quick(item.by, item.channel, seen, item.text, tuple(item.holds), item.why)


def _waiting(post: shapes.WaitingFile) -> model.Waiting:
    decision = post.decision
    return model.Waiting(
        channel=post.channel,
        handle=post.handle,
        at=post.at,
        text=post.text,
        seen=post.seen,
        urgency=post.urgency,
        decision=Decision(
            best=Choice(decision.best),
            acceptable=tuple(Choice(choice) for choice in decision.acceptable),
            why=decision.why,
            escalate_to=Team(decision.escalate_to) if decision.escalate_to else None,
        ),
    )


def _question(question: shapes.QuestionFile) -> model.Question:
    options = tuple(model.Option(o.text, o.points, o.why) for o in question.options)
    return model.Question(question.ask, options)
