"""Reads scenario files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coach.files.folder import yaml_files
from coach.files.node import Node
from coach.files.pack_names import PackNames, pack_of
from coach.files.problems import check
from coach.files.scenario_shape import ReactionFile, ReactionsFile, ScenarioFile
from coach.files.strict_yaml import parse_document, read_document
from coach.files.wording import instead, quoted
from coach.model.channel import Channel, Visibility
from coach.model.problem import FileProblems, Problem
from coach.model.scenario import (
    Audience,
    BadReply,
    Brand,
    Choice,
    Crisis,
    Customer,
    Decision,
    Exemplar,
    Notes,
    Reaction,
    Reactions,
    Scenario,
    Team,
)
from coach.model.thread import Speaker, Turn

_ROUNDS = 3
_BRANCHES = ("good", "middling", "bad")
_SILENT = ("monitor", "report")  # choices that answer nobody


def read_scenario(
    path: Path,
    channels: Mapping[str, Channel],
    rubrics: Collection[str] | None = None,
    text: str | None = None,
    criteria: Callable[[str], Collection[str]] | None = None,
) -> Scenario:
    """Read one scenario file. Raises FileProblems with all its problems.

    rubrics: the known rubric ids; None leaves the rubric's name unchecked.
    text: what to take for the file's content; None reads it.
    criteria: gives the criteria of a rubric, empty where it cannot be read; None leaves 'by' unchecked.
    """
    scenario, problems = _read(path, channels, rubrics, text, criteria)
    if scenario is None:
        raise FileProblems(tuple(problems))
    return scenario


def read_scenarios(
    folder: Path, channels: Mapping[str, Channel], rubrics: Collection[str] | None = None
) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of a folder by id, and the problems of the files that hold none."""
    files, problems = yaml_files([folder])
    found: dict[str, Scenario] = {}
    for file in files:
        scenario, faults = _read(file, channels, rubrics)
        problems += faults
        if scenario is None:
            continue
        if scenario.id in found:
            taken = found[scenario.id].file
            message = f"the id {quoted(scenario.id)} is taken by {taken}; change one"
            problems.append(Problem(str(file), 1, 1, "duplicate-id", message))
        found.setdefault(scenario.id, scenario)
    return tuple(found[key] for key in sorted(found)), tuple(sorted(set(problems)))


def _read(
    path: Path,
    channels: Mapping[str, Channel],
    rubrics: Collection[str] | None,
    text: str | None = None,
    criteria: Callable[[str], Collection[str]] | None = None,
) -> tuple[Scenario | None, list[Problem]]:
    document = read_document(path) if text is None else parse_document(text, str(path))
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    if not isinstance(root.value, dict):
        message = "a scenario is a mapping of keys and values; start with 'scenario: 1'"
        return None, [*problems, root.place.problem("wrong-type", message)]
    if root.child("rubric") and root.child("criteria"):
        message = "this is a rubric; check it with: coach rubric check"
        return None, [*problems, root.place.problem("wrong-kind", message)]
    if root.child("drill") and not root.child("scenario"):
        message = "this is a drill; practise it with: coach practice --drill FILE"
        return None, [*problems, root.place.problem("wrong-kind", message)]
    checked = check(ScenarioFile, root)
    problems += checked.problems
    parts = {key: node for key, node in root.value.items() if key not in checked.bad}
    problems += _channel_problems(parts, channels)
    problems += _turn_problems(parts)
    problems += _decision_problems(root, parts)
    names = pack_of(path)
    problems += _rubric_problems(parts, rubrics, names)
    if "reactions" in parts:
        problems += _too_long(parts["reactions"], 1)
        if criteria is not None and "rubric" in parts:
            rubric = parts["rubric"].value
            known = criteria(names.rubric(rubric) if names is not None else rubric)
            problems += _by_problems(parts["reactions"], rubric, known)
    if problems or checked.model is None:
        return None, problems
    scenario = _scenario(checked.model, document.file)
    if names is None:
        return scenario, []
    rubric = names.rubric(scenario.rubric)
    return replace(scenario, id=names.full(scenario.id), rubric=rubric), []


def _channel_problems(
    parts: Mapping[str, Node], channels: Mapping[str, Channel]
) -> Iterator[Problem]:
    node, seen_by = parts.get("channel"), parts.get("visibility")
    if node is None:
        return
    channel = channels.get(node.value)
    if channel is None:
        message = f"there is no channel {quoted(node.value)}; {instead(node.value, channels)}"
        yield node.place.problem("unknown-channel", message)
    elif seen_by is not None and channel.place(Visibility(seen_by.value)) is None:
        has = " or ".join(sorted(channel.places))
        message = f"the channel {quoted(node.value)} has no {seen_by.value} side; write {has}"
        yield seen_by.place.problem("unknown-place", message)


def _turn_problems(parts: Mapping[str, Node]) -> Iterator[Problem]:
    if "turns" not in parts:
        return
    turns = parts["turns"]
    last = turns.value[-1]
    if last.data()["speaker"] != "customer":
        message = "the last turn must be the customer's; the agent answers it"
        yield last.near(("speaker",)).place.problem("last-turn", message)
    said = [folded(t["text"]) for t in turns.data() if t["speaker"] == "customer"]
    for concern in parts["concerns"].value if "concerns" in parts else ():
        if not any(folded(concern.value) in text for text in said):
            message = f"no customer's turn says {quoted(concern.value)}; copy the exact words"
            yield concern.place.problem("concern-not-said", message)


def folded(text: str) -> str:
    """A text without regard to case and white space."""
    return " ".join(text.casefold().split())


def _decision_problems(root: Node, parts: Mapping[str, Node]) -> Iterator[Problem]:
    if "decision" not in parts:
        return
    node = parts["decision"]
    decision = node.data()
    escalates = "escalate" in (decision["best"], *decision.get("acceptable", ()))
    if escalates and not decision.get("escalate_to"):
        message = "escalating will do here, so 'escalate_to' must name the team; add it"
        yield node.place.problem("missing-key", message)
    concerns = root.child("concerns")
    if decision["best"] not in _SILENT and (concerns is None or concerns.value == []):
        message = "name at least one concern the reply must address, in the customer's words"
        place = concerns.place if concerns is not None else root.place
        yield place.problem("too-few" if concerns is not None else "missing-key", message)


def _rubric_problems(
    parts: Mapping[str, Node], rubrics: Collection[str] | None, names: PackNames | None
) -> Iterator[Problem]:
    node = parts.get("rubric")
    if node is None or rubrics is None:
        return
    wanted = names.rubric(node.value) if names is not None else node.value
    own = names is not None and wanted in map(names.full, names.rubrics)
    if wanted not in rubrics and not own:
        message = f"there is no rubric {quoted(node.value)}; {instead(node.value, rubrics)}"
        yield node.place.problem("unknown-rubric", message)


def _too_long(reactions: Node, depth: int) -> Iterator[Problem]:
    """A problem at each ``next`` that would be one round too many."""
    for node in (reactions.value[name] for name in _BRANCHES if name in reactions.value):
        following = node.child("next")
        if following is None or following.value is None:
            continue
        if depth == _ROUNDS:
            message = f"a conversation has at most {_ROUNDS} rounds; remove this 'next'"
            yield (following.key or following.place).problem("too-many-rounds", message)
        else:
            yield from _too_long(following, depth + 1)


def _by_problems(reactions: Node, rubric: str, known: Collection[str]) -> Iterator[Problem]:
    """A problem at each name in ``by`` that is no criterion of the rubric."""
    by = reactions.child("by")
    for node in by.value if by is not None and known else ():
        if node.value not in known:
            message = (
                f"the rubric {quoted(rubric)} has no criterion {quoted(node.value)}; "
                f"{instead(node.value, known)}"
            )
            yield node.place.problem("unknown-criterion", message)
    for name in _BRANCHES:
        branch = reactions.child(name)
        following = branch.child("next") if branch is not None else None
        if following is not None and following.value is not None:
            yield from _by_problems(following, rubric, known)


def _scenario(shape: ScenarioFile, file: str) -> Scenario:
    decision = shape.decision
    return Scenario(
        id=shape.id,
        title=shape.title,
        channel=shape.channel,
        visibility=Visibility(shape.visibility),
        brand=Brand(
            name=shape.brand.name,
            handle=shape.brand.handle,
            trade=shape.brand.trade,
            voice=shape.brand.voice,
            policies=tuple(shape.brand.policies),
        ),
        customer=Customer(
            handle=shape.customer.handle,
            name=shape.customer.name,
            english=shape.customer.english,
            known=shape.customer.known,
            history=tuple(shape.customer.history),
        ),
        audience=Audience(shape.audience.followers, shape.audience.watching),
        turns=tuple(Turn(Speaker(turn.speaker), turn.text, turn.at) for turn in shape.turns),
        facts=tuple(shape.facts),
        concerns=tuple(shape.concerns),
        decision=Decision(
            best=Choice(decision.best),
            acceptable=tuple(Choice(choice) for choice in decision.acceptable),
            why=decision.why,
            escalate_to=Team(decision.escalate_to) if decision.escalate_to else None,
        ),
        rubric=shape.rubric,
        skills=tuple(shape.skills),
        difficulty=shape.difficulty,
        exemplars=tuple(Exemplar(e.reply, e.note) for e in shape.exemplars),
        notes=Notes(shape.notes.pr, shape.notes.legal, shape.notes.writing),
        source=shape.source,
        reactions=_reactions(shape.reactions),
        bad_replies=tuple(BadReply(b.reply, b.note) for b in shape.bad_replies),
        crisis=Crisis(shape.crisis) if shape.crisis else None,
        matter=shape.matter,
        file=file,
    )


def _reactions(shape: ReactionsFile | None) -> Reactions | None:
    if shape is None:
        return None
    good, middling, bad = map(_reaction, (shape.good, shape.middling, shape.bad))
    return Reactions(good, middling, bad, tuple(shape.by))


def _reaction(shape: ReactionFile) -> Reaction:
    return Reaction(shape.text, _reactions(shape.next))
