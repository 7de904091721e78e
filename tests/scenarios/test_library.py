"""The library as a whole: wide enough, and no two scenarios alike but for the names."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from coach.language.acts import ACTS, acts_of
from coach.language.text import Text
from coach.model.scenario import Choice, Crisis, Reactions, Scenario
from coach.model.thread import Speaker
from coach.services import catalogue

SCENARIOS = catalogue.scenarios()
CHANNELS = catalogue.channels()
RUN = 6  # words in a row that two scenarios may not share too often
LETTERS, TALKS = {"email"}, {"chat", "dm"}


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold().replace("\u2019", "'"))


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def reaction_texts(branch: Reactions | None) -> Iterator[str]:
    for name in ("good", "middling", "bad"):
        if branch is not None:
            reaction = getattr(branch, name)
            yield reaction.text
            yield from reaction_texts(reaction.next)


def written(scenario: Scenario) -> str:
    """Everything a customer or a good agent says in it."""
    parts = [t.text for t in scenario.turns] + [e.reply for e in scenario.exemplars]
    return "\n".join([*parts, *reaction_texts(scenario.reactions)])


def said(scenario: Scenario) -> str:
    return "\n".join(t.text for t in scenario.turns if t.speaker is Speaker.CUSTOMER)


def likeness(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    """Shared runs as a share of the smaller text's, 0-1."""
    return len(a & b) / max(min(len(a), len(b)), 1)


def related(a: Scenario, b: Scenario) -> bool:
    return a.matter is not None and a.matter == b.matter


def most_common_share(things: Iterable[str]) -> tuple[str, float]:
    counted = Counter(things)
    thing, n = counted.most_common(1)[0]
    return thing, n / counted.total()


def test_the_library_is_wide() -> None:
    assert len(SCENARIOS) >= 80
    assert len({s.channel for s in SCENARIOS}) >= 9
    assert len({s.brand.trade for s in SCENARIOS}) >= 12
    assert {s.decision.best for s in SCENARIOS} == set(Choice)
    assert {s.difficulty for s in SCENARIOS} == {1, 2, 3, 4, 5}
    assert sum(s.reactions is not None for s in SCENARIOS) >= 25
    assert sum(s.crisis is not None for s in SCENARIOS) >= 10
    assert {s.crisis for s in SCENARIOS} >= set(Crisis)
    assert len({s.customer.english for s in SCENARIOS if s.customer.english}) >= 8
    every_skill = {skill for s in SCENARIOS for skill in s.skills}
    assert len(every_skill) == 6


def test_every_act_is_shown_by_an_exemplar() -> None:
    shown: set[str] = set()
    for scenario in SCENARIOS:
        for exemplar in scenario.exemplars:
            shown |= acts_of(Text(exemplar.reply)).keys()
    assert shown == set(ACTS)


def test_every_matter_is_a_post_a_letter_and_a_talk() -> None:
    matters: dict[str, list[Scenario]] = {}
    for scenario in SCENARIOS:
        if scenario.matter:
            matters.setdefault(scenario.matter, []).append(scenario)
    assert len(matters) >= 12
    for matter, found in matters.items():
        kinds = [
            "post"
            if s.visibility.value == "public"
            else "letter"
            if s.channel == "email"
            else "talk"
            for s in found
        ]
        assert sorted(kinds) == ["letter", "post", "talk"], matter
        assert len({s.brand.name for s in found}) == 1, matter


def test_conversations_have_a_way_to_recover() -> None:
    for scenario in SCENARIOS:
        branch = scenario.reactions
        if branch is None or branch.bad.next is None:
            continue
        assert branch.bad.next.good.text != branch.bad.next.bad.text, scenario.id
    deep = [s for s in SCENARIOS if s.reactions and s.reactions.bad.next]
    assert len(deep) >= 15


@pytest.mark.parametrize("part", [said, written], ids=["customers", "everything"])
def test_no_two_scenarios_are_near_duplicates(part: object) -> None:
    assert callable(part)
    found = {s.id: runs(part(s), 3) for s in SCENARIOS}
    alike = [
        (a.id, b.id, round(likeness(found[a.id], found[b.id]), 2))
        for a, b in combinations(SCENARIOS, 2)
        if not related(a, b) and likeness(found[a.id], found[b.id]) > 0.06
    ]
    assert not alike


def test_matters_are_told_anew_on_each_channel() -> None:
    alike = [
        (a.id, b.id)
        for a, b in combinations(SCENARIOS, 2)
        if related(a, b) and likeness(runs(said(a), 4), runs(said(b), 4)) > 0.25
    ]
    assert not alike


def test_no_wording_goes_round_in_the_exemplars() -> None:
    """A run of words that many exemplars share is a stock phrase of ours."""
    holders: dict[tuple[str, ...], set[str]] = {}
    for scenario in SCENARIOS:
        for exemplar in scenario.exemplars:
            for run in runs(exemplar.reply, 5):
                holders.setdefault(run, set()).add(scenario.matter or scenario.id)
    common = {" ".join(run): len(ids) for run, ids in holders.items() if len(ids) > 5}
    assert not common


def test_exemplars_are_not_all_of_one_shape() -> None:
    replies = [e.reply for s in SCENARIOS for e in s.exemplars]
    opening, share = most_common_share(" ".join(words(r)[:1]) for r in replies)
    assert share <= 0.4, opening
    second, share = most_common_share(" ".join(words(r)[2:5]) for r in replies)
    assert share <= 0.05, second
    lengths = [len(r) for r in replies]
    assert statistics.pstdev(lengths) / statistics.mean(lengths) >= 0.5
    sentences = Counter(len(Text(r).sentences) for r in replies)
    assert len(sentences) >= 8
    assert max(sentences.values()) / len(replies) <= 0.3


def test_customers_do_not_all_write_alike() -> None:
    texts = [said(s) for s in SCENARIOS]
    lengths = [len(t) for t in texts]
    assert statistics.pstdev(lengths) / statistics.mean(lengths) >= 0.5
    lower = sum(t[:1].islower() for t in texts) / len(texts)
    assert 0.1 <= lower <= 0.7
    asks = sum("?" in t for t in texts) / len(texts)
    assert 0.3 <= asks <= 0.95
    opening, share = most_common_share(" ".join(words(t)[:2]) for t in texts)
    assert share <= 0.06, opening


def test_files_are_not_filled_in_forms() -> None:
    shapes = Counter(
        (len(s.turns), len(s.facts), len(s.concerns), len(s.brand.policies), len(s.exemplars))
        for s in SCENARIOS
    )
    assert len(shapes) >= len(SCENARIOS) / 3
    assert max(shapes.values()) <= len(SCENARIOS) * 0.12
    assert len({len(s.turns) for s in SCENARIOS}) >= 4
    levels = Counter(s.difficulty for s in SCENARIOS)
    assert max(levels.values()) <= len(SCENARIOS) * 0.45


def test_names_are_used_once() -> None:
    for part in ("brand", "customer"):
        owners: dict[str, set[str]] = {}
        for s in SCENARIOS:
            name = s.brand.name if part == "brand" else s.customer.handle
            owners.setdefault(name.casefold(), set()).add(s.matter or s.id)
        assert not {name: ids for name, ids in owners.items() if len(ids) > 1}
    first = Counter(s.customer.name for s in SCENARIOS if s.customer.name and not s.matter)
    assert max(first.values()) <= 2


def test_bad_replies_are_bad_in_their_own_ways() -> None:
    bad = [b.reply for s in SCENARIOS for b in s.bad_replies]
    assert len(set(bad)) == len(bad)
    alike = [
        (a[:40], b[:40]) for a, b in combinations(bad, 2) if likeness(runs(a, 4), runs(b, 4)) > 0.3
    ]
    assert not alike
