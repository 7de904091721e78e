"""The store: one SQLite file with everything practice and scoring leave behind.

Importing this package is cheap; sqlite-utils is imported when a store is opened.
"""

from coach.store.attempts import Correction, SkillDay
from coach.store.audit import Entry
from coach.store.faults import NoStoreError
from coach.store.kept import KeptReply
from coach.store.publications import Publication
from coach.store.rubrics import SavedRubric, Version
from coach.store.samples import Sample
from coach.store.store import Store
from coach.store.summary import PassedScenario, Tally
from coach.store.sums import MarkSum, TrySum

__all__ = [
    "Correction",
    "Entry",
    "KeptReply",
    "MarkSum",
    "NoStoreError",
    "PassedScenario",
    "Publication",
    "Sample",
    "SavedRubric",
    "SkillDay",
    "Store",
    "Tally",
    "TrySum",
    "Version",
]
