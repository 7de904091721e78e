"""``coach train`` and ``coach bench``: what they say, write and refuse; nothing is fitted here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.cli import errors
from coach.model.problem import CoachError
from coach.services import training
from coach.signals.training import cards
from coach.signals.training.figures import Figure

FIGURE = Figure("politeness", "wikipedia", "spearman", 0.667, 0.65, 0.68, 4353, 0.63, 0.61, 0.65)
CARDS = Path(__file__).parents[2] / "docs" / "model-cards.md"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = errors.run(args)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fits that only write a few bytes."""
    asked: list[str] = []

    def fit(name: str, data: Path, out: Path) -> None:
        asked.append(name)
        if name == "empathy":
            assert (out / "uptake.npz").exists()
        for file in training.WEIGHTS[name]:
            (out / f"{file}.npz").write_bytes(file.encode())

    monkeypatch.setattr(training, "_fit", fit)
    yield asked


# --- refusals ---


@pytest.mark.parametrize("command", ["train", "bench"])
def test_without_data_it_names_the_option(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.chdir(data)
    code, out, err = run(capsys, command)
    assert (code, out) == (2, "")
    assert "error[no-data]" in err and "--data" in err


@pytest.mark.parametrize("command", ["train", "bench"])
def test_a_wrong_folder_is_named(
    command: str, capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    code, _, err = run(capsys, command, "--data", str(data / "none"))
    assert code == 2 and "none: error[no-data]" in err


@pytest.mark.parametrize("command", ["train", "bench"])
def test_a_wrong_signal_gets_the_nearest_name(
    command: str, capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    code, _, err = run(capsys, command, "politness", "--data", str(data))
    assert code == 2 and "politeness" in err


@pytest.mark.parametrize("command", ["train", "bench"])
def test_without_sklearn_it_says_what_to_install(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: None)
    code, _, err = run(capsys, command, "--data", str(data))
    assert code == 2 and "pip install 'coach[train]'" in err


def test_a_missing_file_of_the_data_is_named(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, _, err = run(capsys, "train", "formality", "--data", str(data), "--out", str(out))
    assert code == 2 and "formality.jsonl" in err and "error[no-data]" in err
    assert list(out.iterdir()) == []


def test_a_damaged_row_is_named(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    (data / "formality.jsonl").write_text("\n{broken\n", encoding="utf-8")
    code, _, err = run(
        capsys, "train", "formality", "--data", str(data), "--out", str(tmp_path / "out")
    )
    assert code == 2 and "formality.jsonl:2: error[bad-row]" in err


# --- train ---


def test_train_fits_in_order_and_says_what_it_wrote(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path, fitted: list[str]
) -> None:
    out = tmp_path / "out"
    code, text, err = run(capsys, "train", "--data", str(data), "--out", str(out))
    assert (code, text) == (0, "")
    assert fitted == list(training.WEIGHTS)
    assert sorted(file.name for file in out.iterdir()) == sorted(
        f"{file}.npz" for files in training.WEIGHTS.values() for file in files
    )
    assert err.count("sha256") == 7 and "uptake.npz: 6 bytes" in err
    _, _, again = run(capsys, "train", "--data", str(data), "--out", str(out))
    assert again.count("as before") == 7


def test_empathy_alone_reads_the_table_that_is_there(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path, fitted: list[str]
) -> None:
    out = tmp_path / "out"
    code, _, _ = run(capsys, "train", "empathy", "--data", str(data), "--out", str(out))
    assert code == 0 and fitted == ["empathy"]
    assert [file.name for file in out.iterdir()] == ["empathy.npz"]


# --- bench ---


def one(_: Path) -> list[Figure]:
    return [FIGURE]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(training.BENCHES, "politeness", one)
    monkeypatch.setitem(training.BENCHES, "formality", lambda _: [])


@pytest.mark.usefixtures("measured")
def test_bench_prints_a_table_or_json(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    code, out, err = run(capsys, "bench", "politeness", "--data", str(data))
    assert (code, err) == (0, "")
    head, row = out.splitlines()
    assert head.split()[:3] == ["signal", "part", "metric"]
    assert "0.667  [0.650, 0.680]  4,353  0.630  [0.610, 0.650]" in row
    _, out, _ = run(capsys, "bench", "politeness", "--data", str(data), "--json")
    record = json.loads(out)
    assert record["value"] == 0.667 and record["published"] is None


@pytest.mark.usefixtures("measured")
def test_cards_keep_the_figures_of_what_was_not_measured(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cards.md"
    args = ["--data", str(data), "--cards", str(file), "--workers", "1"]
    assert run(capsys, "bench", "politeness", *args)[0] == 0
    first = file.read_text(encoding="utf-8")
    assert "0.667" in first
    assert run(capsys, "bench", "formality", *args)[0] == 0
    assert file.read_text(encoding="utf-8") == first


def test_a_bench_in_another_process_hands_its_error_back(data: Path) -> None:
    names = ["politeness", "formality"]
    with pytest.raises(CoachError, match=r"error\[no-data\]"):
        training.bench(names, data, 2, lambda name, seconds: None)


def test_rows_of_a_service_become_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    row = SimpleNamespace(name="dialect", metric="gap", value=0.5, n=8, note="")
    service = SimpleNamespace(measure=lambda: [row])
    monkeypatch.setattr(training, "import_module", lambda name: service)
    assert training._own("fairness")(Path()) == [
        Figure("fairness", "dialect", "gap", 0.5, None, None, 8)
    ]


# --- the cards ---


def test_the_cards_are_current() -> None:
    """Their fixed parts; the figures need the data."""
    text = CARDS.read_text(encoding="utf-8")
    fresh = cards.cards(list(training.BENCHES), {}, "", training._sizes())
    assert cards.without_figures(text) == cards.without_figures(fresh), (
        "run: coach bench SIGNAL --cards docs/model-cards.md"
    )
    assert "Not measured yet" not in text


def test_every_bench_has_a_card() -> None:
    assert set(cards._read("cards.yaml")) >= training.NEED_DATA
    assert set(cards._read("tried.yaml")) == set(training.WEIGHTS)


def test_what_is_missed_is_named() -> None:
    low = Figure("x", "part", "auc", 0.5, 0.4, 0.6, 10, naive=0.6, published=0.4, people=0.7)
    assert cards.missed([FIGURE, low]) == [
        "part, auc: below naive, 0.500 against 0.600",
        "part, auc: below people, 0.500 against 0.700",
    ]


def test_an_undefined_figure_is_a_dash_and_null() -> None:
    none = Figure("acts", "resolve", "F1", float("nan"), float("nan"), float("nan"), 0)
    assert "nan" not in cards.table([none])
    assert cards.records([none])[0]["value"] is None
