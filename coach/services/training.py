"""Fits the weights of the signals and measures them; needs the data folder and scikit-learn."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from typing import Any

from coach.files.shipped import shipped_corpora
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.signals.training.figures import Figure

# In the order of fitting: empathy reads the word table (uptake) that responsiveness writes.
WEIGHTS = {
    "politeness": ("politeness",),
    "formality": ("formality",),
    "sentiment": ("sentiment",),
    "offence": ("offence",),
    "responsiveness": ("uptake", "responsiveness"),
    "empathy": ("empathy",),
}
Bench = Callable[[Path], list[Figure]]


def _signal(name: str) -> Bench:
    def measure(data: Path) -> list[Figure]:
        found: list[Figure] = import_module(f"coach.signals.training.{name}").measure(data)
        return found

    return measure


def _acts(data: Path) -> list[Figure]:
    from coach.signals.training.acts import measure

    return measure(data, shipped_corpora() / "replies" / "acts.jsonl")


def _own(name: str) -> Bench:
    """The bench of a service of that name: ``measure()`` gives rows with name, metric, value, n
    and note, and reads no data folder. In `BENCHES`: ``"name": _own("name")``."""

    def measure(_: Path) -> list[Figure]:
        rows: list[Any] = import_module(f"coach.services.{name}").measure()
        return [
            Figure(name, r.name, r.metric, r.value, None, None, r.n, note=r.note or None)
            for r in rows
        ]

    return measure


# name -> what measures it; the order is that of the table
BENCHES: dict[str, Bench] = {
    **{name: _signal(name) for name in WEIGHTS},
    "acts": _acts,
    "fairness": _own("fairness"),
    "gaming": _own("gaming"),
}
NEED_DATA = frozenset([*WEIGHTS, "acts"])
# The longest first, so that two processes end at about the same time.
_LONGEST = ("responsiveness", "politeness", "sentiment", "empathy", "offence", "formality")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of weights that was written."""

    path: Path
    size: int
    sha256: str
    changed: bool


def chosen(names: Sequence[str], known: Sequence[str]) -> list[str]:
    """The known names that were asked for, in their order; all if none was. Raises CoachError."""
    for name in names:
        if name not in known:
            raise CoachError(
                f"error[unknown-name] there is no {quoted(name)} here; {instead(name, known)}"
            )
    return [name for name in known if not names or name in names]


def data_folder(given: Path | None) -> Path:
    """The data folder: the one given, else ../shared/data. Raises CoachError."""
    folder = given or Path("../shared/data")
    if folder.is_dir():
        return folder
    if given is not None:
        raise CoachError(f"{given}: error[no-data] there is no such folder; --data DIR names it")
    raise CoachError(
        "error[no-data] the labelled sets to fit and measure on are not here: there is no folder "
        "../shared/data; name theirs with --data DIR"
    )


def need_sklearn() -> None:
    """Raises CoachError when scikit-learn is missing."""
    if find_spec("sklearn") is None:
        raise CoachError(
            "error[no-sklearn] fitting and measuring need scikit-learn: pip install 'coach[train]'"
        )


def weights_folder() -> Path:
    """Where the weights lie that coach scores with."""
    return Path(import_module("coach.signals").__file__ or "").parent / "weights"


@contextmanager
def _mended() -> Iterator[None]:
    """What is wrong with the data is said as something a user can mend."""
    try:
        yield
    except FileNotFoundError as error:
        missing = error.filename or error
        raise CoachError(f"{missing}: error[no-data] this file of the data is missing") from None
    except OSError as error:
        raise CoachError(f"{error.filename}: error[no-data] {error.strerror or error}") from None


@contextmanager
def _one_thread() -> Iterator[None]:
    """With several threads sums are taken in another order, and the last bits differ."""
    import_module("sklearn.linear_model")  # only loaded libraries can be told
    with import_module("threadpoolctl").threadpool_limits(1):
        yield


def _fit(name: str, data: Path, folder: Path) -> None:
    with _mended(), _one_thread():
        import_module(f"coach.signals.training.{name}").fit(data, folder)


def train(names: Sequence[str], data: Path, out: Path) -> Generator[list[Written], None, None]:
    """Fits the signals in order and yields the files each one wrote into ``out``.

    A file is replaced when it is complete; an interrupted fit leaves the old one.
    """
    need_sklearn()
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix=".fit-", dir=out)
    except OSError as error:
        raise CoachError(f"{out}: error[unwritable] {error.strerror or error}") from None
    with folder as made:
        inside = Path(made)
        for name in names:
            if name == "empathy" and not (inside / "uptake.npz").exists():
                table = out / "uptake.npz"
                table = table if table.exists() else weights_folder() / "uptake.npz"
                (inside / "uptake.npz").write_bytes(table.read_bytes())
            _fit(name, data, inside)
            yield [_placed(inside / f"{file}.npz", out / f"{file}.npz") for file in WEIGHTS[name]]


def _placed(made: Path, place: Path) -> Written:
    content = made.read_bytes()
    changed = not place.exists() or place.read_bytes() != content
    try:
        if changed:
            part = made.with_name(f"{made.name}.ready")  # the table stays for the next fit
            part.write_bytes(content)
            part.replace(place)
    except OSError as error:
        raise CoachError(f"{place}: error[unwritable] {error.strerror or error}") from None
    return Written(place, len(content), hashlib.sha256(content).hexdigest(), changed)


def _measured(name: str, data: Path) -> tuple[list[Figure], float]:
    """The figures of one bench and its seconds; runs in a process of its own, too."""
    begun = time.monotonic()
    if name not in NEED_DATA:
        return BENCHES[name](data), time.monotonic() - begun
    with _mended(), _one_thread():
        found = BENCHES[name](data)
    return found, time.monotonic() - begun


def bench(
    names: Sequence[str], data: Path | None, workers: int, done: Callable[[str, float], None]
) -> dict[str, list[Figure]]:
    """The figures of the benches by name, in the order of ``names``; ``done`` hears of each."""
    folder = data or Path()
    if any(name in NEED_DATA for name in names):
        folder = data_folder(data)
        need_sklearn()
    order = sorted(names, key=lambda n: _LONGEST.index(n) if n in _LONGEST else len(_LONGEST))
    found: dict[str, list[Figure]] = {}
    if workers < 2 or len(order) < 2:
        for name in order:
            found[name], seconds = _measured(name, folder)
            done(name, seconds)
        return {name: found[name] for name in names}
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import active_children, get_context

    others = set(active_children())
    workers = min(workers, len(order))
    with ProcessPoolExecutor(workers, get_context("spawn"), _dies_silently) as pool:
        running = {pool.submit(_measured, name, folder): name for name in order}
        try:
            for future in as_completed(running):
                found[running[future]], seconds = future.result()
                done(running[future], seconds)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in set(active_children()) - others:  # they would measure on to their end
                child.terminate()
            raise
    return {name: found[name] for name in names}


def _dies_silently() -> None:
    """An interrupt ends a process of the pool without a traceback; its parent says what is up."""
    signal(SIGINT, SIG_DFL)


def write_cards(path: Path, found: dict[str, list[Figure]]) -> None:
    """Rewrites the model cards with these figures; those of other benches stay as they are."""
    from coach.signals.training.cards import cards

    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        text = cards(list(BENCHES), found, old, _sizes())
        part = path.with_name(f".{path.name}.{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise CoachError(f"{path}: error[unwritable] {error.strerror or error}") from None


def _sizes() -> dict[str, int]:
    """Bytes of the shipped weights of each signal."""
    folder = weights_folder()
    return {
        name: sum((folder / f"{file}.npz").stat().st_size for file in files)
        for name, files in WEIGHTS.items()
    }
