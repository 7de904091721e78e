"""The versions of rubrics that are known here: their history, and finding an old one again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.model.rubric import Rubric, Status
from coach.services import catalogue
from coach.services.shipped_versions import shipped_versions
from coach.store import NoStoreError, Publication, Store


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A text of a version of a rubric that is known here.

    status: as of its last step, else as its file said. steps: when it was published and archived,
    the oldest first. shipped: it comes, or came, with coach.
    """

    id: str
    version: str
    digest: str
    status: str
    steps: tuple[Publication, ...] = ()
    shipped: bool = False

    @property
    def ref(self) -> str:
        """``id@version#digest``."""
        return f"{self.id}@{self.version}#{self.digest}"


@contextmanager
def reading(place: Path) -> Iterator[Store | None]:
    """The store at a place, open for reading; None where there is none yet."""
    try:
        store = Store(place, readonly=True)
    except NoStoreError:
        yield None
        return
    with store:
        yield store


def named(name: str, place: Path) -> Rubric:
    """The rubric of an id, a path or a reference; references are looked up in the store at place.

    Raises CoachError with the nearest name, or FileProblems.
    """
    if not catalogue.is_reference(name):
        return catalogue.rubric(name)
    with reading(place) as store:
        return find_version(name, store)


def find_version(ref: str, store: Store | None) -> Rubric:
    """The rubric of ``id@version#digest``, ``#digest`` or ``id@version``.

    The store is looked through, and the shipped rubrics. Without a digest the text that was
    published counts. ``catalogue.rubric`` knows the reference afterwards. Raises CoachError when
    there is none, or more than one.
    """
    name, _, digest = ref.partition("#")
    rubric_id, _, version = name.partition("@")
    if not (digest or version):
        raise _unknown(ref, (), store)
    known = known_versions(store, rubric_id or None)
    fits = [v for v in known if version in ("", v.version) and digest in ("", v.digest)]
    if not digest:
        published = [v for v in fits if any(s.status == Status.PUBLISHED for s in v.steps)]
        fits = published or [v for v in fits if v.shipped] or fits
    found = [rubric for v in fits if (rubric := _text_of(v, store)) is not None]
    if not found:
        raise _unknown(ref, known, store)
    if len(found) > 1:
        refs = ", ".join(rubric.ref for rubric in found)
        raise CoachError(f"{quoted(ref)} names {len(found)} texts; name one: {refs}")
    catalogue.remember(found[0], ref)
    return found[0]


def known_versions(store: Store | None, rubric_id: str | None = None) -> tuple[KnownVersion, ...]:
    """The versions in the store and those that come with coach, by id, the oldest first.

    rubric_id: only those of this rubric.
    """
    found = {v.ref: v for v in _shipped(rubric_id)}
    steps: tuple[Publication, ...] = ()
    if store is not None:
        steps = store.publications()
        for kept in store.rubrics():
            version = KnownVersion(kept.id, kept.version, kept.digest, kept.status)
            found.setdefault(version.ref, version)
    lives = []
    for ref, version in found.items():
        own = tuple(step for step in steps if step.ref == ref)
        status = own[-1].status if own else version.status
        if rubric_id in (None, version.id):
            lives.append(replace(version, status=status, steps=own))
    return tuple(sorted(lives, key=lambda v: v.id))


def lives(rubric_id: str | None, store: Store | None) -> tuple[tuple[KnownVersion, int], ...]:
    """The versions of a rubric or of all, by id, the newest first, and how many scores name each.

    Raises CoachError with the nearest name when there is no version of the id.
    """
    known = known_versions(store)
    wanted = [v for v in reversed(known) if rubric_id in (None, v.id)]
    if rubric_id is not None and not wanted:
        where = "" if store is None else f" in {store.path}"
        remedy = instead(rubric_id, {v.id for v in known})
        raise CoachError(f"there is no version of {quoted(rubric_id)}{where}; {remedy}")
    scores = store.pinned() if store is not None else {}
    return tuple((v, scores.get(v.ref, 0)) for v in sorted(wanted, key=lambda v: v.id))


def published_before(rubric: Rubric, store: Store | None) -> Rubric | None:
    """The version of the same id that was published last and is not this text; None without any.

    A version that comes with coach counts as older than those that were published here.
    """
    for step in reversed(standing(store, rubric.id)):
        saved = store.rubric(step.digest) if store is not None else None
        if saved is not None and step.digest != rubric.digest:
            return _from_store(saved.data, step.status)
    if rubric.id in catalogue.rubric_ids():
        shipped = catalogue.rubric(rubric.id)
        if shipped.digest != rubric.digest and shipped.status is Status.PUBLISHED:
            return shipped
    return None


def standing(store: Store | None, rubric_id: str) -> tuple[Publication, ...]:
    """The steps by which what is published now was published, the oldest first."""
    last: dict[str, Publication] = {}
    for step in store.publications(rubric_id) if store is not None else ():
        last.pop(step.digest, None)
        last[step.digest] = step
    return tuple(step for step in last.values() if step.status == Status.PUBLISHED)


def _shipped(rubric_id: str | None) -> Iterator[KnownVersion]:
    """The versions that came with coach, and the shipped rubrics as they are."""
    published = Status.PUBLISHED.value
    for old in shipped_versions():
        yield KnownVersion(old.id, old.version, old.digest, published, shipped=True)
    for name in catalogue.rubric_ids():
        if rubric_id in (None, name):
            now = catalogue.rubric(name)
            if now.status is Status.PUBLISHED:
                yield KnownVersion(now.id, now.version, now.digest, published, shipped=True)


def _text_of(version: KnownVersion, store: Store | None) -> Rubric | None:
    saved = store.rubric(version.digest) if store is not None else None
    if saved is not None:
        return _from_store(saved.data, version.status)
    if version.id in catalogue.rubric_ids():
        shipped = catalogue.rubric(version.id)
        return shipped if shipped.ref == version.ref else None
    return None


def _from_store(data: Any, status: str) -> Rubric:
    from coach.files.rubric_data import rubric_from_data
    from coach.scorers import option_types

    return replace(rubric_from_data(data, option_types()), status=Status(status))


def _unknown(ref: str, known: tuple[KnownVersion, ...], store: Store | None) -> CoachError:
    where = "" if store is None else f" in {store.path}"
    names = {f"{v.id}@{v.version}" for v in known} if "@" in ref else set()
    near = instead(ref, names, "`coach rubric history` lists what there is")
    return CoachError(f"there is no version {quoted(ref)}{where}; {near}")
