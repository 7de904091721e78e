"""The store: one SQLite file with everything practice and scoring leave behind.

Importing this package is cheap; sqlite-utils is imported when a store is opened.
"""

from coach.store.attempts import Correction, SkillDay
from coach.store.audit import Entry
from coach.store.faults import NoStoreError
from coach.store.publications import Publication
from coach.store.rubrics import SavedRubric, Version
from coach.store.samples import Sample
from coach.store.store import Store

__all__ = [
    "Correction",
    "Entry",
    "NoStoreError",
    "Publication",
    "Sample",
    "SavedRubric",
    "SkillDay",
    "Store",
    "Version",
]
