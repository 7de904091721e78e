import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from coach import __version__
from coach.cli import errors, helptext
from coach.cli import main as frame
from coach.cli.options import Settings, db_option, settings
from coach.model.problem import CoachError
from coach.services import places
from coach.services.agents import clean_name
from coach.store import Store

COACH = [sys.executable, "-m", "coach"]


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = errors.run(args)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Makes ``coach db`` do something else."""

    def install(action):  # type: ignore[no-untyped-def]
        def dispatch(_args: list[str]) -> int:
            return int(action() or 0)

        monkeypatch.setattr(errors, "_dispatch", dispatch)

    return install


def raising(error: BaseException):  # type: ignore[no-untyped-def]
    def action() -> None:
        raise error

    return action


# --- help and version ---


def test_help_txt_is_what_click_prints() -> None:
    text = helptext.FILE.read_text(encoding="utf-8")
    assert text == helptext.help_text(), "run: python -m coach.cli.helptext"
    assert text.isascii()


@pytest.mark.parametrize("args", [["-h"], ["--help"], ["--version"]])
def test_the_short_way_says_what_the_long_way_says(
    args: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    short = subprocess.run([*COACH, *args], capture_output=True, text=True)
    assert (short.returncode, short.stderr) == (0, "")
    assert run(capsys, *args) == (0, short.stdout, "")


def test_the_version_is_the_packages() -> None:
    assert f"coach {__version__}" == frame.VERSION_LINE


def test_every_command_that_is_there_says_what_the_table_says() -> None:
    context = click.Context(frame.group)
    for name in ("agent", "db"):
        command = frame.group.get_command(context, name)
        assert command is not None
        assert command.name == name


# --- usage ---


@pytest.mark.parametrize(
    ("args", "advice"),
    [
        (["scroe"], "there is no command 'scroe'; did you mean 'score'?"),
        (["agent", "lst"], "there is no command 'lst'; did you mean 'list'?"),
        (["xyzzy"], "use one of: agent, bench, db,"),
        (["--bd", "x"], "--bd"),
        (["agent", "add"], "Missing argument 'NAME'"),
        (["re\x1b[2Jd"], "there is no command"),
    ],
)
def test_wrong_usage_says_what_is_right(
    args: list[str], advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert advice in err
    assert "-h' for help" in err
    assert "\x1b" not in err


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "agent")
    assert (code, out) == (2, "")
    assert "Add an agent called NAME" in err
    assert "error:" not in err


# --- errors ---


def test_a_users_fault_is_2(failing, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    failing(raising(CoachError("a.yaml:1:2: error[x] wrong \x1b[31m\u202e\ud800")))
    shown = "a.yaml:1:2: error[x] wrong ‹U+001B›[31m‹U+202E›‹U+D800›\n"
    assert run(capsys) == (2, "", shown)


def test_interrupted_is_130(failing, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    for error in (KeyboardInterrupt(), click.Abort()):
        failing(raising(error))
        assert run(capsys) == (130, "", "interrupted\n")


def test_a_closed_pipe_is_quiet(failing, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    failing(raising(BrokenPipeError(errno.EPIPE, "broken pipe")))
    assert run(capsys) == (0, "", "")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "no space", "/data/out.csv"), "/data/out.csv: error[disk-full]"),
        (OSError(errno.EDQUOT, "quota"), "error[disk-full] the disk is full; free"),
        (MemoryError(), "error[memory] there is not enough memory; give"),
    ],
)
def test_a_full_machine_is_2(failing, capsys, error: Exception, said: str) -> None:  # type: ignore[no-untyped-def]
    failing(raising(error))
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_a_bug_is_3_and_names_its_log(failing, home: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    failing(raising(ZeroDivisionError("secret \ud800")))
    code, out, err = run(capsys)
    assert (code, out) == (3, "")
    log = Path(err.strip().rpartition(" ")[2])
    assert home in log.parents
    assert "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert "Traceback" not in err


def test_a_bug_without_a_place_for_its_log_goes_to_stderr(  # type: ignore[no-untyped-def]
    failing, home: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").touch()
    monkeypatch.setattr(places, "log_folder", lambda: home / "file" / "log")
    failing(raising(ZeroDivisionError("x")))
    code, out, err = run(capsys)
    assert (code, out) == (3, "")
    assert "Traceback" in err
    assert "please report" in err


def test_other_system_errors_are_bugs(failing, home: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    failing(raising(OSError(errno.EIO, "input/output error")))
    assert run(capsys)[0] == 3


def test_a_command_may_return_its_exit_code(capsys, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    @click.command()
    def ends() -> int:
        return 1

    monkeypatch.setattr(frame.LazyGroup, "get_command", lambda *_: ends)
    assert errors.run(["db"]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [["--help"], ["agent", "list", "--json"]])
def test_an_output_that_is_full(args: list[str], home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COACH, *args], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "error[disk-full] the disk is full; free some space and try again\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("args", [["--help"], ["agent", "list", "--json"], ["db", "path"]])
def test_a_reader_that_went_away(args: list[str], home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*COACH, *args], stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert done.returncode == 0
    assert "Error" not in done.stderr


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", b"na\xc3\xafve \xe2\x9c\x93 \\ud800\n"),
        ("ascii", b"na\xc3\xafve \xe2\x9c\x93 \\ud800\n"),
        ("latin-1", b"na\xefve \\u2713 \\ud800\n"),
    ],
)
def test_what_the_output_cannot_encode_is_escaped(
    encoding: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    errors.steady_streams()
    click.echo("na\u00efve ✓ \ud800")
    sys.stdout.flush()
    assert raw.getvalue() == written


# --- settings ---


@click.command()
@db_option
def shows() -> None:
    """Prints the --db option it was given."""
    context = click.get_current_context()
    click.echo(f"{settings().db} {context.color}")


@pytest.mark.parametrize(
    ("args", "db"),
    [
        ([], "None"),
        (["--db", "a"], "a"),
        (["db", "--db", "b"], "b"),
        (["--db", "a", "db", "--db", "b"], "b"),
    ],
)
def test_db_before_or_after_the_command(  # type: ignore[no-untyped-def]
    args: list[str], db: str, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame.LazyGroup, "get_command", lambda *_: shows)
    monkeypatch.delenv("NO_COLOR", raising=False)
    args = args if "db" in args else [*args, "db"]
    assert run(capsys, *args) == (0, f"{db} None\n", "")


def test_no_color(capsys, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(frame.LazyGroup, "get_command", lambda *_: shows)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(capsys, "db") == (0, "None False\n", "")


def test_the_store_is_where_it_was_said_to_be(home: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    default = places.store_path()
    assert default.name == "coach.db"
    assert home in default.parents
    monkeypatch.setenv("COACH_DB", "  ")
    assert places.store_path() == default
    monkeypatch.setenv("COACH_DB", "~/env.db")
    assert places.store_path() == home / "env.db"
    assert Settings("opt.db").store_path() == Path("opt.db")
    with pytest.raises(CoachError, match=r"--db: .*empty"):
        places.store_path("")


def test_without_a_home_the_remedy_is_named(home: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("XDG_DATA_HOME", "~nobody-of-that-name")
    monkeypatch.setattr(Path, "is_absolute", lambda _: False)
    with pytest.raises(CoachError, match="--db PATH or COACH_DB"):
        places.store_path()


# --- coach without a command ---


def test_outside_a_terminal_coach_prints_today(capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import types

    today = types.ModuleType("coach.services.today")
    today.plain_today = lambda: "today: practise"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "coach.services.today", today)
    assert run(capsys) == (0, "today: practise\n", "")


def test_in_a_terminal_coach_opens_the_screens(capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import types

    opened: list[Path] = []
    app = types.ModuleType("coach.ui.app")
    app.run = opened.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "coach.ui", types.ModuleType("coach.ui"))
    monkeypatch.setitem(sys.modules, "coach.ui.app", app)
    monkeypatch.setattr(frame, "_is_terminal", lambda: True)
    assert run(capsys, "--db", "my.db") == (0, "", "")
    assert opened == [Path("my.db")]


# --- agent and db ---


def test_agents_from_nothing_to_a_list(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "agent", "list", "--json") == (0, "[]\n", "")
    code, out, err = run(capsys, "agent", "list")
    assert (code, out) == (0, "")
    assert "coach agent add NAME" in err
    assert list(home.iterdir()) == []  # looking makes nothing

    code, out, _ = run(capsys, "agent", "add", "  Zoe\u0308 ")
    assert (code, out) == (0, "added Zoë\n")
    code, out, _ = run(capsys, "agent", "add", "ben", "--json")
    assert json.loads(out) == {"id": 2, "name": "ben", "added_at": json.loads(out)["added_at"]}
    code, out, err = run(capsys, "agent", "add", "BEN")
    assert (code, out) == (2, "")
    assert "error[agent-exists]" in err
    assert [a["name"] for a in json.loads(run(capsys, "agent", "list", "--json")[1])] == [
        "ben",
        "Zoë",
    ]
    assert [line.split()[1] for line in run(capsys, "agent", "list")[1].splitlines()] == [
        "ben",
        "Zoë",
    ]


@pytest.mark.parametrize("name", ["maya", "Zoë van 't Hof", "李小龍", "م. علی", "a" * 40])
def test_names_that_will_do(name: str) -> None:
    assert clean_name(f"  {name}\n") == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "the name is empty"),
        (" \t", "the name is empty"),
        ("a" * 41, "41 characters"),
        ("a\tb", "U+0009"),
        ("a\u202eb", "U+202E"),
        ("a\u200bb", "U+200B"),
        ("a\x1b[0m", "U+001B"),
        ("\u3164", "U+3164"),
        ("half \ud83d", "U+D83D"),
        ("a\u00a0b", "U+00A0"),
        ("\u0301a", "starts with a mark"),
    ],
)
def test_names_that_will_not(name: str, said: str, home: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CoachError, match="agent name: error") as caught:
        clean_name(name)
    assert said in str(caught.value)
    assert run(capsys, "agent", "add", "--", name)[0] == 2
    assert list(home.iterdir()) == []


def test_db_path_and_check(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(places.store_path())
    code, out, err = run(capsys, "db", "path")
    assert (code, out) == (0, f"{place}\n")
    assert "there is no store yet" in err
    assert json.loads(run(capsys, "db", "path", "--json")[1]) == {"path": place, "exists": False}
    assert run(capsys, "db", "check")[0] == 0
    assert json.loads(run(capsys, "db", "check", "--json")[1])["exists"] is False
    assert list(home.iterdir()) == []

    run(capsys, "agent", "add", "maya")
    code, out, err = run(capsys, "db", "check")
    assert (code, err) == (0, "the store is sound\n")
    assert out.startswith("        1  agents\n")
    found = json.loads(run(capsys, "db", "check", "--json")[1])
    assert found["problems"] == []
    assert found["counts"]["agents"] == 1


def test_db_check_finds_faults(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    with store._db.writing() as db:
        db.execute("DROP TRIGGER audit_no_delete")
    code, out, err = run(capsys, "--db", str(store.path), "db", "check")
    assert (code, out) == (1, "")
    assert err == (
        f"{store.path}: error[damaged] trigger audit_no_delete is missing; audit could be changed\n"
    )
    code, out, _ = run(capsys, "db", "check", "--json", "--db", str(store.path))
    assert code == 1
    assert len(json.loads(out)["problems"]) == 1


def test_a_bad_store_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "agent", "list", "--db", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.startswith(f"{tmp_path}: error[is-folder] ")
