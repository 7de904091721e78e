"""Adding and listing agents."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from coach.model.attempt import Agent
from coach.model.problem import CoachError
from coach.store import NoStoreError, Store

LONGEST = 40
# Printable by category, yet nothing is seen: two names could look the same.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def clean_name(name: str) -> str:
    """The name as it is kept: NFC, without spaces around it.

    Raises CoachError for a name that cannot be shown on one line or told from another.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not cleaned:
        raise _refused("the name is empty; give 1 to 40 characters")
    if len(cleaned) > LONGEST:
        raise _refused(f"the name has {len(cleaned)} characters; give at most {LONGEST}")
    for place, character in enumerate(cleaned, 1):
        if not character.isprintable() or character in _BLANK:
            code = f"U+{ord(character):04X}"
            raise _refused(f"character {place} ({code}) cannot be seen; leave it out")
    if unicodedata.category(cleaned[0]).startswith("M"):
        raise _refused("the name starts with a mark that belongs on a letter; put a letter first")
    return cleaned


def add_agent(store: Store, name: str, now: str) -> Agent:
    """Adds an agent; CoachError for a bad name or one that is taken."""
    return store.add_agent(clean_name(name), now)


def list_agents(path: Path) -> tuple[Agent, ...]:
    """The agents of the store at ``path``; none when there is no store yet."""
    try:
        with Store(path, readonly=True) as store:
            return store.agents()
    except NoStoreError:
        return ()


def _refused(message: str) -> CoachError:
    return CoachError(f"agent name: error[bad-name] {message}")
