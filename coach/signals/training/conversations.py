"""Pairs of what a customer wrote and what the brand replied, from the brand conversations."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from coach.language.text import Text
from coach.signals.training.common import SEED, rows

SHORTEST = 6


class Exchange(NamedTuple):
    """A reply and the customer's turns just before it, in one conversation of a brand."""

    brand: str
    thread: str
    customer: Text
    reply: Text


def exchanges(data: Path) -> list[Exchange]:
    """Every reply of at least six words to at least six words of the customer."""
    found: list[Exchange] = []
    for row in rows(data, "brand_threads.jsonl"):
        blocks: list[tuple[str, list[str]]] = []
        for turn in row["thread"]:
            if not blocks or blocks[-1][0] != turn["speaker"]:
                blocks.append((turn["speaker"], []))
            blocks[-1][1].append(turn["text"])
        for (_, theirs), (speaker, ours) in pairwise(blocks):
            customer, reply = "\n".join(theirs), "\n".join(ours)
            if speaker == "agent" and min(len(customer.split()), len(reply.split())) >= SHORTEST:
                found.append(Exchange(row["brand"].lower(), row["id"], Text(customer), Text(reply)))
    return found


def others(pairs: Sequence[Exchange], most: int, seed: int = SEED) -> list[tuple[int, int]]:
    """(pair, other pair): for each pair some of the same brand's from other conversations."""
    by_brand: dict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        by_brand[pair.brand].append(i)
    draw = random.Random(seed)
    found = []
    for i, pair in enumerate(pairs):
        pool = [j for j in by_brand[pair.brand] if pairs[j].thread != pair.thread]
        found += [(i, j) for j in draw.sample(pool, min(most, len(pool)))]
    return found
