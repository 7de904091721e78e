"""Reads drill files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from coach.files import drill_shape as shapes
from coach.files.names import NAME_PATTERN
from coach.files.node import Node
from coach.files.pack_names import PackNames, drill_files, pack_of
from coach.files.problems import check
from coach.files.scenario_shape import ChoiceName, ExemplarFile
from coach.files.strict_yaml import Document, parse_document, read_document
from coach.files.wording import instead, nearest, quoted, visible
from coach.language.acts import acts_of
from coach.language.length import length_on
from coach.language.text import Text
from coach.model import drill as model
from coach.model.channel import Channel, Visibility
from coach.model.problem import FileProblems, Problem
from coach.model.scenario import Choice, Decision, Exemplar, Team

BEST = 100
_KINDS_OF_FILE = ("scenario", "rubric", "lesson")
_NAME = re.compile(NAME_PATTERN, re.ASCII)
_CHOICES: tuple[str, ...] = get_args(ChoiceName)
_ACTS: tuple[str, ...] = get_args(shapes.ActName)
_SIDES = tuple(side.value for side in Visibility)


@dataclass(frozen=True, slots=True)
class Known:
    """The names a drill file may use.

    talks: scenarios in which the customer answers. crises: those in which people may come to harm.
    faulty: scenarios with bad replies. matters: each with what it lacks of a post, an e-mail and a
    chat, "" when it has all three. broken: scenarios that cannot be read, with their files.
    What is None leaves those names unchecked.
    """

    channels: Mapping[str, Channel]
    scenarios: Collection[str] | None = None
    talks: Collection[str] | None = None
    crises: Collection[str] = ()
    faulty: Collection[str] | None = None
    matters: Mapping[str, str] | None = None
    criteria: Collection[str] | None = None
    broken: Mapping[str, str] = field(default_factory=dict)


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
    paths: Iterable[Path], known: Callable[[Path], Known]
) -> tuple[tuple[model.Drill, ...], tuple[Problem, ...], int]:
    """The drills of files, folders and packs by id, all problems, and how many files were read.

    known: the names that a file may use.
    """
    files, problems = drill_files(paths)
    found: dict[str, model.Drill] = {}
    for file in files:
        drill, faults = _read(read_document(file), known(file))
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
    other = next((kind for kind in _KINDS_OF_FILE if root.child(kind)), None)
    if other is not None and root.child("drill") is None:
        message = f"this is a {other}; check it with: coach {other} check"
        return None, [*problems, root.place.problem("wrong-kind", message)]
    shape = _shape(root, problems)
    if shape is None:
        return None, problems
    checked = check(shape, root)
    kind = root.child("kind")
    told = kind.place if kind is not None and problems else None
    problems += [p for p in checked.problems if told is None or (p.line, p.column) != told[1:]]
    names = pack_of(Path(document.file))
    problems += _names(root, known, names)
    for look in (_places, _cut, _facts, _words, _teams, _bests):
        problems += look(root, known)
    if problems or checked.model is None:
        return None, problems
    drill = _drill(checked.model, document.file)
    return (drill if names is None else _in_pack(drill, names, known)), []


def _in_pack(drill: model.Drill, names: PackNames, known: Known) -> model.Drill:
    """The drill under its full name; the scenarios it names are those of its pack first."""
    content = drill.content
    if isinstance(content, model.Spot | model.DeEscalation):
        full = tuple(_meant(name, names, known) for name in content.scenarios)
        content = replace(content, scenarios=full)
    return replace(drill, id=names.full(drill.id), content=content)


def _meant(name: str, names: PackNames | None, known: Known) -> str:
    """The scenario that a name means in a file of a pack, or in one of none."""
    own = names.full(name) if names is not None and "/" not in name else name
    return own if known.scenarios is not None and own in known.scenarios else name


def _shape(root: Node, problems: list[Problem]) -> type[shapes.HeadFile] | None:
    """The shape of the kind; that of the kind probably meant where none has the name."""
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
        return shapes.SHAPES.get(nearest(str(kind.value), shapes.SHAPES) or "")
    return found


# Each of the following looks at what can be read, whatever else is wrong with the file, so that all
# its problems are told at once; what has the wrong type is left to the shape.


def _list(node: Node | None, key: str) -> list[Node]:
    """The entries of a list under a key; none where there is no list."""
    found = node.child(key) if node is not None else None
    return found.value if found is not None and isinstance(found.value, list) else []


def _text(node: Node | None, key: str) -> str | None:
    found = node.child(key) if node is not None else None
    usable = found is not None and not found.faulty and isinstance(found.value, str)
    return found.value if found is not None and usable and found.value.strip() else None


def _texts(nodes: Iterable[Node]) -> Iterator[tuple[Node, str]]:
    for node in nodes:
        if not node.faulty and isinstance(node.value, str) and node.value.strip():
            yield node, node.value


def _places(root: Node, known: Known) -> Iterator[Problem]:
    """Channels nobody knows, and sides a channel does not have."""
    for node in _holding("channel", root):
        name, seen = node.child("channel"), node.child("visibility")
        if name is None or _text(node, "channel") is None:
            continue
        channel = known.channels.get(name.value)
        if channel is None:
            remedy = instead(name.value, known.channels)
            message = f"there is no channel {quoted(name.value)}; {remedy}"
            yield name.place.problem("unknown-channel", message)
        elif seen is not None and seen.value in _SIDES and seen.value not in channel.places:
            has = " or ".join(sorted(channel.places))
            message = f"the channel {quoted(name.value)} has no {seen.value} side; write {has}"
            yield seen.place.problem("unknown-place", message)


def _holding(key: str, root: Node) -> Iterator[Node]:
    """The mappings one or two levels down that have this key."""
    for node in root.value.values():
        for inner in node.value if isinstance(node.value, list) else [node]:
            if isinstance(inner.value, dict) and key in inner.value:
                yield inner


def _names(root: Node, known: Known, pack: PackNames | None) -> Iterator[Problem]:
    """Scenarios, matters and criteria nobody knows, or that this kind of drill cannot use."""
    for node, name in _named(root, "scenarios"):
        if known.scenarios is not None:
            yield from _scenario_problems(node, _meant(name, pack, known), root, known)
    for node, name in _named(root, "matters"):
        lacks = known.matters.get(name) if known.matters is not None else ""
        if lacks is None:
            message = f"no matter is called {quoted(name)}; {instead(name, known.matters or ())}"
            yield node.place.problem("unknown-matter", message)
        elif lacks:
            message = (
                f"the matter {quoted(name)} has no {lacks}; give such a scenario this 'matter'"
            )
            yield node.place.problem("incomplete-matter", message)
    for node, name in _named(root, "focus"):
        if known.criteria is not None and name not in known.criteria:
            message = f"no criterion is called {quoted(name)}; {instead(name, known.criteria)}"
            yield node.place.problem("unknown-criterion", message)


def _named(root: Node, key: str) -> Iterator[tuple[Node, str]]:
    return ((node, name) for node, name in _texts(_list(root, key)) if _NAME.fullmatch(name))


def _scenario_problems(node: Node, name: str, root: Node, known: Known) -> Iterator[Problem]:
    if name not in (known.scenarios or ()):
        if name in known.broken:
            file = known.broken[name]
            message = f"{quoted(name)} cannot be read; see: coach scenario check {visible(file)}"
            yield node.place.problem("broken-scenario", message)
            return
        remedy = instead(name, known.scenarios or (), "coach scenario list shows them all")
        message = f"no scenario is called {quoted(name)}; {remedy}"
        yield node.place.problem("unknown-scenario", message)
        return
    kind = _text(root, "kind")
    if kind == "de_escalation" and name in known.crises:
        message = f"{quoted(name)} is a crisis, and those are no drills; name another"
        yield node.place.problem("crisis", message)
    elif kind == "de_escalation" and known.talks is not None and name not in known.talks:
        message = f"the customer does not answer in {quoted(name)}; add 'reactions' to it"
        yield node.place.problem("no-reactions", f"{message}, or name another")
    elif kind == "spot" and known.faulty is not None and name not in known.faulty:
        message = f"{quoted(name)} has no bad reply to look at; add 'bad_replies' to it"
        yield node.place.problem("no-bad-replies", f"{message}, or name another")


def _cut(root: Node, known: Known) -> Iterator[Problem]:
    """What makes a shorten drill pointless: no length to lose, or acts that are not there."""
    reply, limit = _text(root, "reply"), root.child("limit")
    if reply is None or _text(root, "kind") != "shorten":
        return
    channel = known.channels.get(_text(root.child("case"), "channel") or "")
    if channel is not None and limit is not None and type(limit.value) is int:
        n = length_on(channel, reply)
        if n <= limit.value:
            message = f"the reply has {n} characters already; set a limit below that"
            yield limit.place.problem("nothing-to-cut", message)
    there = acts_of(Text(reply))
    for node, act in _texts(_list(root, "acts")):
        if act in _ACTS and act not in there:
            known_acts = ", ".join(there) or "none"
            message = f"the reply has no act {quoted(act)}; it has: {known_acts}"
            yield node.place.problem("act-not-there", message)


def folded(text: str) -> str:
    """The text for comparing words: no case, one blank between words, plain quotes."""
    return " ".join(text.casefold().replace("’", "'").split())


def says(text: str, wordings: Iterable[str]) -> bool:
    """Whether a text says one of the wordings; a wording starts where a word starts."""
    there = folded(text)
    return any(re.search(rf"(?<!\w){re.escape(folded(w))}", there) for w in wordings)


def _facts(root: Node, known: Known) -> Iterator[Problem]:
    """Facts that nobody gave the agent, so that nobody could keep them."""
    reply = _text(root, "reply")
    if reply is None:
        return
    given = [reply, *(text for _, text in _texts(_list(root, "facts")))]
    given.append(_text(root.child("case"), "post") or "")
    told = "\n".join(given)
    for fact in _list(root, "keep"):
        wordings = [text for _, text in _texts(_list(fact, "any"))]
        listed = fact.child("any")
        if listed is not None and wordings and not says(told, wordings):
            message = (
                f"nothing given to the agent says {quoted(_text(fact, 'what') or wordings[0])}; "
                "copy one wording from the reply or the facts"
            )
            yield listed.place.problem("fact-not-given", message)


def _words(root: Node, known: Known) -> Iterator[Problem]:
    """Words to be marked that stand nowhere."""
    for item in _list(root, "items"):
        text = _text(item, "text")
        for node, words in _texts(_list(item, "holds")):
            if text is not None and words not in text:
                message = f"the text does not say {quoted(words)}; copy the exact words"
                yield node.place.problem("words-not-there", message)


def _teams(root: Node, known: Known) -> Iterator[Problem]:
    """Escalations to nobody, and teams that nothing is escalated to."""
    for post in _list(root, "posts"):
        decision = post.child("decision")
        best = _text(decision, "best")
        if decision is None or not isinstance(decision.value, dict):
            continue
        others = list(_texts(_list(decision, "acceptable")))
        choices = [best, *(name for _, name in others)]
        team = decision.child("escalate_to")
        if "escalate" in choices:
            if team is None:
                message = "escalating will do here, so 'escalate_to' must name the team; add it"
                yield decision.place.problem("missing-key", message)
        elif team is not None and all(name in _CHOICES for name in choices):
            message = "nothing is escalated here; remove 'escalate_to', or let 'best' or "
            place = team.key or team.place
            yield place.problem("unused-team", f"{message}'acceptable' say escalate")
        for node, name in others:
            if name == best and name in _CHOICES:
                message = f"{quoted(name)} is the best choice already; remove it here"
                yield node.place.problem("said-twice", message)


def _bests(root: Node, known: Known) -> Iterator[Problem]:
    """Questions without a best answer."""
    for question in _list(root, "questions"):
        points = [node.child("points") for node in _list(question, "options")]
        known_points = [p.value for p in points if p is not None and type(p.value) is int]
        if points and len(known_points) == len(points) and max(known_points) < BEST:
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
