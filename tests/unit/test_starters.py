"""``coach rubric new`` and ``coach scenario new``: what they write is right as it is."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from coach.cli import asking
from coach.cli.errors import run
from coach.files.strict_yaml import read_document
from coach.model.rubric import Rubric, Status
from coach.services import catalogue


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with packs kept beside a store of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_DB", str(tmp_path / "home" / "coach.db"))
    catalogue.forget()
    return tmp_path


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    got = run(args)
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


def rubric_from(capsys: pytest.CaptureFixture[str], *args: str) -> Rubric:
    """The rubric of ``coach rubric new mine.yaml ARGS``, after its check and test."""
    Path("mine.yaml").unlink(missing_ok=True)
    out(capsys, "rubric", "new", "mine.yaml", *args)
    out(capsys, "rubric", "check", "mine.yaml")
    catalogue.forget()
    out(capsys, "rubric", "test", "mine.yaml")
    return catalogue.rubric("mine.yaml")


def test_a_rubric_of_defaults_is_right_and_says_what_next(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stdout, stderr = out(capsys, "rubric", "new", "bank-posts.yaml")
    assert stdout == ""
    assert stderr.splitlines() == [
        "wrote bank-posts.yaml; next:",
        "  coach rubric check bank-posts.yaml",
        "  coach rubric test bank-posts.yaml",
        "  coach rubric preview bank-posts.yaml --on replies.csv",
    ]
    text = Path("bank-posts.yaml").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=rubric.schema.json"
    assert lines[-1] == "# - coach rubric preview bank-posts.yaml --on replies.csv"
    assert all(len(line) <= 100 for line in lines if line.lstrip().startswith("#"))
    out(capsys, "rubric", "check", "bank-posts.yaml")
    out(capsys, "rubric", "test", "bank-posts.yaml")
    rubric = catalogue.rubric("bank-posts.yaml")
    assert (rubric.id, rubric.title, rubric.status) == ("bank-posts", "Bank posts", Status.DRAFT)
    assert rubric.lineage[0] == "social-care"
    assert rubric.criteria[-1].id == "never-says"
    assert rubric.criteria[-1].options.phrases == ("calm down",)


def test_every_key_of_a_starter_has_a_note(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "new", "a.yaml", "--from", "2026-01-31", "--channel", "email")
    out(capsys, "scenario", "new", "s.yaml", "--decision", "escalate")
    lines = Path("a.yaml").read_text("utf-8").splitlines()
    for n, line in enumerate(lines):
        key = line.lstrip(" -")
        if key and not line.lstrip().startswith(("#", "- {")):
            assert lines[n - 1].lstrip().startswith("#"), line
    lines = Path("s.yaml").read_text("utf-8").splitlines()
    for n, line in enumerate(lines):
        if line and line[0] not in " #":
            assert lines[n - 1].startswith("#"), line


def test_every_answer_is_in_the_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rubric = rubric_from(
        capsys, "--title", "no", "--channel", "email", "--visibility", "private",
        "--register", "0.1,2.2", "--required", "capital: at risk", "--required", "(call|ring) us",
        "--forbidden", "don't worry", "--forbidden", "who cares?", "--from", "2026-01-31",
    )  # fmt: skip
    assert (rubric.title, rubric.lineage[0]) == ("no", "email")
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    assert (by_id["register"].options.low, by_id["register"].options.high) == (0.1, 2.2)
    assert by_id["says-capital-at-risk"].options.phrases == ("capital: at risk",)
    assert by_id["says-call-ring-us"].options.kind == "required"
    assert by_id["says-call-ring-us"].examples[0].reply == "Hi Ann, call us."
    never = by_id["never-says"]
    assert never.options.phrases == ("don't worry", "who cares?")
    assert (never.when.channel, never.when.visibility) == (("email",), ("private",))
    assert never.valid.since == "2026-01-31"


@pytest.mark.parametrize(
    "args",
    [
        ("--forbidden", 'it\'s "odd" [really]: no'),
        ("--forbidden", "\U0001f642", "--required", "12:30"),
        ("--forbidden", "calm down", "--forbidden", "Calm  Down"),
        ("--required", "calm down", "--required", "calm down now"),
        ("--register=-2.5,-1.5", "--forbidden", "-"),
        ("--register", "1,2.5", "--extends", "chat"),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_odd_answers_still_make_a_rubric_that_passes(
    here: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], alone: bool
) -> None:
    more = ("--extends", "none") if alone and "--extends" not in args else ()
    rubric = rubric_from(capsys, *args, *more)
    assert bool(rubric.lineage) is not bool(more)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["bank"], "bank: error[no-yaml] a rubric file ends in .yaml; write 'bank.yaml'"),
        (["no/a.yaml"], "no/a.yaml: error[no-folder] there is no folder 'no'; make it first"),
        (["a.yaml", "--title", " "], "--title: the title is empty; write a text"),
        (["a.yaml", "--title", "a" * 10_001], "--title: the title is longer than 10,000 char"),
        (["a.yaml", "--title", "\ud800"], "--title: the title holds a character that is no text"),
        (["a.yaml", "--extends", "emial"], "--extends: there is no rubric 'emial'; did you mean"),
        (["a.yaml", "--channel", "emial"], "--channel: there is no channel 'emial'; did you mean"),
        (["a.yaml", "--visibility", "x"], "--visibility: there is no visibility 'x'; use public"),
        (
            ["a.yaml", "--channel", "email", "--visibility", "public"],
            "--visibility: channel 'email' is never public, only private",
        ),
        (["a.yaml", "--register", "1"], "--register: '1' is no register; give two numbers"),
        (["a.yaml", "--register", "2,1"], "--register: the register 2,1 is no band; give the low"),
        (["a.yaml", "--register", "nan,1"], "--register: the register nan,1 is no band"),
        (["a.yaml", "--register", "0.01,0.02"], "the register 0.01,0.02 leaves no reply inside it"),
        (["a.yaml", "--required", "..."], "--required: the wording '...' cannot be used: a wordi"),
        (["a.yaml", "--required", "a" * 401], "--required: a phrase has at most 400 characters"),
        (["a.yaml", "--forbidden", "(hi|_|done)"], "--forbidden: "),
        (["a.yaml", "--from", "2026-02-30"], "--from: '2026-02-30' is no date; write year-month"),
        (
            ["a.yaml", "--extends", "none", "--forbidden", "-"],
            "a rubric that stands alone needs something to mark; give a required or",
        ),
    ],
)
def test_what_no_rubric_can_be_made_from(
    here: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    _, stderr = out(capsys, "rubric", "new", *args, code=2)
    assert stderr.startswith(said)
    assert not list(here.iterdir())


def test_phrases_that_every_reply_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("card", "works", "fixed", "done")
    args = [arg for word in words for arg in ("--forbidden", word)]
    _, stderr = out(capsys, "rubric", "new", "a.yaml", *args, code=2)
    assert stderr == (
        "every reply says one of 'card', 'works', 'fixed', 'done'; use longer phrases\n"
    )


def test_a_file_that_is_there_stays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("rubric", "scenario"):
        Path("mine.yaml").write_text("mine\n", encoding="utf-8")
        _, stderr = out(capsys, kind, "new", "mine.yaml", code=2)
        assert stderr == (
            "mine.yaml: error[exists] there is a file already, and it stays as it is; "
            "name another file\n"
        )
        assert Path("mine.yaml").read_text("utf-8") == "mine\n"
    Path("link.yaml").symlink_to("nowhere.yaml")
    out(capsys, "rubric", "new", "link.yaml", code=2)
    assert not Path("nowhere.yaml").exists()


def test_a_file_that_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coach.model.problem import CoachError
    from coach.services.starters import write_new

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    def opened(path: Path, *_: object, **__: object) -> Full:
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(CoachError, match=r"a.yaml: error\[unwritable\] .*no space left"):
        write_new(Path("a.yaml"), "text")
    monkeypatch.undo()
    assert not (here / "a.yaml").exists()
    (here / "b.yaml").write_text("", encoding="utf-8")
    with pytest.raises(CoachError, match=r"error\[exists\]"):
        write_new(here / "b.yaml", "text")


def test_the_id_is_in_its_form_and_free(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, title, wanted in [
        ("Caf\u00e9 posts!.yaml", None, "cafe-posts"),
        ("social-care.yaml", None, "my-social-care"),
        ("\u65e5\u672c.yaml", "Bank 2", "bank-2"),
        ("\u65e5.yaml", "\u65e5", "rubric"),
    ]:
        args = ["--title", title] if title else []
        out(capsys, "rubric", "new", name, *args)
        out(capsys, "rubric", "check", name)
        assert catalogue.rubric(name).id == wanted
    out(capsys, "scenario", "new", "airline-tarmac-silence.yaml")
    assert catalogue.scenario("airline-tarmac-silence.yaml").id == "my-airline-tarmac-silence"


def test_a_starter_on_stdout(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "rubric", "new", "-", "--title", "Bank posts")
    assert "\nid: bank-posts\n" in stdout
    assert stderr == ""
    stdout, _ = out(capsys, "scenario", "new", "-", "--title", "Late")
    assert "\nid: late\n" in stdout
    assert not list(here.iterdir())


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Somebody in a terminal who answers so, then goes away."""
    monkeypatch.setattr(asking, "in_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_terminal_is_asked_for_what_no_option_says(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "Bank", "emial", "email", "", "", "at your risk", "", "", "", "")
    stdout, stderr = out(capsys, "rubric", "new", "bank.yaml", "--register", "0.1,2.2")
    stdout += stderr
    assert "What is it called [Bank]" in stdout
    assert "Error: there is no channel 'emial'; did you mean 'email'?" in stdout
    assert "Which rubric does it start from (none: from nothing) [email]" in stdout
    assert "How formal" not in stdout
    assert "A phrase no reply may say (- for none) [calm down]" in stdout
    rubric = catalogue.rubric("bank.yaml")
    own = {criterion.id: criterion for criterion in rubric.criteria}
    assert own["says-at-your-risk"].when.channel == ("email",)
    assert own["never-says"].options.phrases == ("calm down",)


def test_a_terminal_that_closes_leaves_no_file(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "Bank")
    _, stderr = out(capsys, "rubric", "new", "bank.yaml", code=130)
    assert "interrupted" in stderr
    assert not list(here.iterdir())


def test_questions_about_a_scenario(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "", "tiktok", "", "No: 1 & Co", "", "7", "4", "hold", "")
    out(capsys, "scenario", "new", "late-parcel.yaml")
    out(capsys, "scenario", "check", "late-parcel.yaml")
    found = catalogue.scenario("late-parcel.yaml")
    assert (found.title, found.channel, found.visibility) == ("Late parcel", "tiktok", "public")
    assert (found.brand.name, found.brand.handle) == ("No: 1 & Co", "@No1Co")
    assert (found.difficulty, found.decision.best) == (4, "hold")


@pytest.mark.parametrize("decision", ["reply_public", "escalate", "monitor", "report"])
def test_a_scenario_is_right_and_says_what_next(
    here: Path, capsys: pytest.CaptureFixture[str], decision: str
) -> None:
    _, stderr = out(capsys, "scenario", "new", "my late.yaml", "--decision", decision)
    assert stderr.splitlines() == [
        "wrote my late.yaml; next:",
        "  coach scenario check 'my late.yaml'",
        "  coach practice 'my late.yaml'",
    ]
    out(capsys, "scenario", "check", "my late.yaml")
    text = Path("my late.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    assert text.endswith("# - coach practice FILE\n")


def test_the_exemplar_of_a_scenario_passes_its_rubric(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import date

    from coach.engine import score
    from coach.model.thread import Context, Draft

    out(capsys, "scenario", "new", "late.yaml")
    found = catalogue.scenario("late.yaml")
    context = Context(found.channel, found.visibility, found.turns, concerns=found.concerns)
    draft = Draft("1", found.exemplars[0].reply, context)
    card = score(draft, catalogue.rubric(found.rubric), catalogue.channels(), date(2026, 1, 1))
    assert card.passed


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["late"], "late: error[no-yaml] a scenario file ends in .yaml; write 'late.yaml'"),
        (["s.yaml", "--brand", ""], "--brand: the brand is empty; write a text"),
        (["s.yaml", "--difficulty", "9"], "--difficulty: '9' is no difficulty; give a number"),
        (["s.yaml", "--decision", "escalat"], "--decision: there is no decision 'escalat'; did"),
        (["s.yaml", "--rubric", "emial"], "--rubric: there is no rubric 'emial'; did you mean"),
        (["s.yaml", "--channel", "zzz"], "--channel: there is no channel 'zzz'; use one of"),
        (
            ["s.yaml", "--channel", "tiktok", "--visibility", "private"],
            "--visibility: channel 'tiktok' is never private, only public",
        ),
    ],
)
def test_what_no_scenario_can_be_made_from(
    here: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    _, stderr = out(capsys, "scenario", "new", *args, code=2)
    assert stderr.startswith(said)
    assert not list(here.iterdir())


def test_a_rubric_whose_register_measures_something_else(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out(capsys, "rubric", "new", "odd.yaml", "--extends", "none", "--forbidden", "calm down")
    text = Path("odd.yaml").read_text("utf-8").replace("id: never-says", "id: register")
    Path("odd.yaml").write_text(text, encoding="utf-8")
    _, stderr = out(
        capsys, "rubric", "new", "b.yaml", "--extends", "odd", "--register", "0,1", code=2
    )
    assert stderr == (
        "the inherited criterion 'register' measures something else; leave the register out\n"
    )


def test_the_file_has_no_trailing_spaces(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "new", "a.yaml", "--extends", "none", "--register", "0,1.5")
    lines = Path("a.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert read_document(Path("a.yaml")).problems == ()
