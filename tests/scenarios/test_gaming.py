"""The attacks: a reply written to please the scorer does not pass."""

from __future__ import annotations

import pytest

from coach.services.gaming import Attack, attacks, measure, result_of

ATTACKS = attacks()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.id)
def test_the_attack_fails(attack: Attack) -> None:
    result = result_of(attack)
    if attack.exploit:
        assert result.passes, "fixed: take 'exploit' out of attacks.yaml"
    else:
        assert not result.passes, (round(result.card.total or 0, 1), result.earned)


def test_the_attacks_are_many_and_varied() -> None:
    assert len(ATTACKS) >= 60
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    assert len({attack.draft.text for attack in ATTACKS}) == len(ATTACKS)
    assert len({attack.kind for attack in ATTACKS}) >= 15
    assert len({attack.rubric for attack in ATTACKS}) >= 5


def test_measure_counts_every_attack_once_by_kind() -> None:
    rows = [row for row in measure() if row.metric == "attacks that pass"]
    assert sum(row.n for row in rows if row.name != "all") == len(ATTACKS)
    assert next(row.n for row in rows if row.name == "all") == len(ATTACKS)
