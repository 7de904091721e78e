import pytest

from coach.model.problem import CoachError
from coach.store import Store

NOW = "2026-03-01T10:00:00Z"


def test_an_agent_is_found_whatever_its_case(store: Store) -> None:
    added = store.add_agent("Maya", NOW)
    assert store.agent_named("mAYA") == added
    assert store.agent_named(" maya ") == added
    assert store.agent_named("leo") is None


@pytest.mark.parametrize(
    ("first", "second"), [("Maya", "MAYA"), ("Straße", "STRASSE"), ("José", "Jose\u0301")]
)
def test_a_name_is_taken_whatever_its_case_or_form(store: Store, first: str, second: str) -> None:
    store.add_agent(first, NOW)
    with pytest.raises(CoachError, match=r"error\[agent-exists\]"):
        store.add_agent(second, NOW)
    assert [agent.name for agent in store.agents()] == [first]


def test_agents_come_by_name(store: Store) -> None:
    for name in ("zoe", "Ben", "anna"):
        store.add_agent(name, NOW)
    assert [agent.name for agent in store.agents()] == ["anna", "Ben", "zoe"]
