"""The life of a rubric: draft, published, archived, and old versions from the store."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.model.rubric import Rubric
from coach.model.scenario import Choice
from coach.services import catalogue, publish, rubrics, shipped_versions, versions
from coach.services.practise import Sitting
from coach.services.shipped_versions import ShippedVersion
from coach.services.standing import next_version
from coach.services.versions import find_version, named, published_before
from coach.store import Entry, Publication, Store

HEAD = """\
# Brief, whatever happens.
rubric: 1
id: brief
title: Brief
version: "1.0"  # raise me
status: draft   # still a draft
pass_mark: 50
"""
BODY = """\
criteria:
  - id: short
    section: form
    skill: register
    title: Is short
    why: Nobody reads on.
    source: A person
    scorer: length
    options: {limit: 20}
    bands: [{score: 1, at_most: 1}, {score: 0}]
    weight: 10
    message: Say it in fewer words.
    examples:
      - {reply: Hello Ann., score: 1}
      - {reply: We are looking into it as fast as we can., score: 0}
"""
BRIEF = HEAD + BODY
CHILD = 'rubric: 1\nid: child\ntitle: Child\nversion: "1"\nstatus: draft\nextends: brief\n'


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store will be; the working folder has a rubric and replies."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_DB", str(tmp_path / "coach.db"))
    monkeypatch.setattr(publish, "login_name", lambda: "kim")
    monkeypatch.setattr("coach.services.clock.utc_now", lambda: "2026-11-02T10:00:00+00:00")
    catalogue.forget()
    write(BRIEF)
    reply = {"id": "a", "channel": "x", "visibility": "public", "reply": "Hello Jo, all is well."}
    Path("r.jsonl").write_text(json.dumps(reply) + "\n", encoding="utf-8")
    return tmp_path / "coach.db"


def write(text: str, name: str = "brief.yaml") -> None:
    """A rubric file as a trainer leaves it."""
    Path(name).write_bytes(text.encode())
    catalogue.forget()


def read(name: str = "brief.yaml") -> str:
    return Path(name).read_bytes().decode()


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    capsys.readouterr()
    catalogue.forget()
    got = run(args)
    said = capsys.readouterr()
    assert got == code, said.out + said.err
    return said.out, said.err


def steps(db: Path) -> list[tuple[str, str, str, str]]:
    with Store(db, readonly=True) as store:
        return [(s.version, s.status, s.by, s.why) for s in store.publications()]


def test_publishing_sets_one_word_and_keeps_the_text(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "\ufeff" + BRIEF.replace("\n", "\r\n").replace("status: draft", "status: 'draft'")
    write(before)
    digest = catalogue.rubric("brief.yaml").digest
    stdout, stderr = out(
        capsys, "rubric", "publish", "brief.yaml", "--by", "Zoe", "--why", "agreed"
    )
    assert stdout == f"published brief@1.0#{digest}\n"
    assert stderr == "set status: published in brief.yaml\n"
    assert read() == before.replace("'draft'", "'published'")
    assert catalogue.rubric("brief.yaml").digest == digest
    with Store(db, readonly=True) as store:
        file = str(Path("brief.yaml").resolve())
        at = "2026-11-02T10:00:00+00:00"
        step = Publication("brief", "1.0", digest, "published", file, "Zoe", at, "agreed")
        assert store.publications() == (step,)
        assert store.audit() == (Entry("Zoe", at, f"published rubric {step.ref}", "agreed"),)
        saved = store.rubric(digest)
        assert saved is not None
        assert saved.data["status"] == "published"
    assert sorted(p.name for p in Path().iterdir()) == ["brief.yaml", "coach.db", "r.jsonl"]


def test_publishing_twice_says_so(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    stdout, stderr = out(capsys, "rubric", "publish", "brief.yaml", "--by", "Zoe")
    assert stdout.endswith(" was published on 2026-11-02 by kim already\n")
    assert stderr == ""
    write(BRIEF)  # somebody set it back by hand
    stdout, stderr = out(capsys, "rubric", "publish", "brief.yaml")
    assert stderr == "set status: published in brief.yaml\n"
    assert read() == BRIEF.replace("status: draft", "status: published")
    assert steps(db) == [("1.0", "published", "kim", "")]


def test_a_version_is_published_with_one_text(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    changed = BRIEF.replace("weight: 10", "weight: 11")
    write(changed)
    stdout, stderr = out(capsys, "rubric", "publish", "brief.yaml", code=1)
    said = "its text changed since version 1.0 was published on 2026-11-02; raise 'version'"
    assert stdout == f"brief.yaml:5:10: error[changed] {said}\n"
    assert stderr == 'not published: 1 reason\nthe next free version is "1.1"\n'
    assert read() == changed
    data = json.loads(out(capsys, "rubric", "publish", "brief.yaml", "--json", code=1)[0])
    assert (data["done"], data["next_version"]) == (False, "1.1")
    assert [(r["file"], r["line"], r["word"]) for r in data["reasons"]] == [
        ("brief.yaml", 5, "changed")
    ]
    stdout, _ = out(capsys, "rubric", "archive", "brief.yaml", code=1)
    assert stdout.endswith("raise 'version', or archive what was published: brief@1.0\n")
    write(changed.replace('"1.0"', '"1.1"'))
    data = json.loads(out(capsys, "rubric", "publish", "brief.yaml", "--json", "--why", "w")[0])
    assert (data["done"], data["new"], data["version"], data["why"]) == (True, True, "1.1", "w")
    assert [s[0] for s in steps(db)] == ["1.0", "1.1"]


def test_every_reason_is_a_line(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(BRIEF.replace("Hello Ann.", "Hello Ann; we are looking into it now."))
    monkeypatch.setattr(rubrics, "_idle", lambda *_: ("short",))
    stdout, stderr = out(capsys, "rubric", "publish", "brief.yaml", code=1)
    first, second = stdout.splitlines()
    assert first.startswith("brief.yaml:9:1: error[toothless] the examples of short pass whatever")
    assert first.endswith("add one that cannot")
    assert second.startswith("brief.yaml:21:1: error[example] short scored 0 (value 1.9), wanted 1")
    assert stderr == "not published: 2 reasons\n"
    assert "status: draft" in read()
    with Store(db) as store:
        assert store.publications() == store.audit() == ()


def test_a_file_with_problems_is_refused(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(BRIEF.replace("weight:", "wieght:"))
    stdout, _ = out(capsys, "rubric", "publish", "brief.yaml", code=1)
    assert "brief.yaml:18:5: error[unknown-key] 'wieght' is not a key of a criterion" in stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["publish", "none.yaml"], "none.yaml:1:1: error[missing-file]"),
        (["publish", "."], ".:1:1: error[is-folder]"),
        (["publish", "base"], "'base' comes with coach and is published; name the file of a"),
        (["publish", "brief.yaml", "--by", " "], "--by: error[no-name] the name is empty"),
        (["archive", "none.yaml"], "none.yaml:1:1: error[missing-file]"),
        (["archive", "base"], "'base' comes with coach, which alone can archive it"),
        (["archive", "base@1.0"], "'base' comes with coach"),
        (["archive", "breif"], "no rubric 'breif' is published; name a file"),
        (["archive", "brief@7"], "there is no version 'brief@7' in "),
        (["history", "breif"], "there is no version of 'breif'; "),
        (["show", "base@7"], "there is no version 'base@7'"),
        (["show", "#"], "there is no version '#'"),
        (["test", "base@9"], "'base@9' names a version, which this cannot use; give the id"),
    ],
)
def test_wrong_names(
    db: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    stdout, stderr = out(capsys, "rubric", *args, code=2)
    assert stdout == ""
    assert said in stderr


def test_nothing_is_kept_when_the_file_cannot_be_written(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr("os.access", lambda p, m, **how: m != os.W_OK and real(p, m, **how))
    monkeypatch.setattr("coach.store.place.writable", lambda _: True)
    _, stderr = out(capsys, "rubric", "publish", "brief.yaml", code=2)
    assert "brief.yaml: error[unwritable] the file cannot be written" in stderr
    monkeypatch.undo()
    with Store(db) as store:
        assert store.publications() == ()


def test_the_file_stays_when_the_store_cannot_be_written(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Store, "add_publication", fails)
    with Store(db) as store, pytest.raises(RuntimeError):
        publish.publish(Path("brief.yaml"), store, publish.Hand("kim", "2026"))
    assert read() == BRIEF
    assert sorted(p.name for p in Path().glob("*brief*")) == ["brief.yaml"]


def test_a_file_that_changes_meanwhile_is_left_alone(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typing(rubric: Rubric) -> object:
        write(BRIEF + "# more\n")
        return rubrics.examine(rubric)

    monkeypatch.setattr(publish, "examine", typing)
    _, stderr = out(capsys, "rubric", "publish", "brief.yaml", code=2)
    assert "brief.yaml: error[changed] the file changed while it was looked at" in stderr
    assert read() == BRIEF + "# more\n"


def test_what_it_extends_must_be_published(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(CHILD, "child.yaml")
    line = "child.yaml:6:10: error[parent] it extends 'brief', "
    stdout, _ = out(capsys, "rubric", "publish", "child.yaml", code=1)
    assert stdout.startswith(line + "which is a draft; publish that first")
    write(BRIEF.replace("status: draft", "status: published"))
    stdout, _ = out(capsys, "rubric", "publish", "child.yaml", code=1)
    assert stdout.startswith(line + "which was never published here; publish that first")
    out(capsys, "rubric", "publish", "brief.yaml")
    write(BRIEF.replace("weight: 10", "weight: 11").replace("draft", "published"))
    stdout, _ = out(capsys, "rubric", "publish", "child.yaml", code=1)
    assert stdout.startswith(line + "but its text changed since version 1.0 was published on ")
    write(BRIEF)
    out(capsys, "rubric", "archive", "brief")
    stdout, _ = out(capsys, "rubric", "publish", "child.yaml", code=1)
    assert stdout.startswith(line + "which is archived; extend another, or publish it again")
    out(capsys, "rubric", "publish", "brief.yaml")
    out(capsys, "rubric", "publish", "child.yaml")
    write(CHILD.replace("brief", "chat").replace('"1"', '"2"'), "child.yaml")
    out(capsys, "rubric", "publish", "child.yaml")


def test_an_inherited_text_that_changed_is_named(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CHILD, "child.yaml")
    out(capsys, "rubric", "publish", "brief.yaml")
    out(capsys, "rubric", "publish", "child.yaml")
    write(BRIEF.replace("weight: 10", "weight: 11"))
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "child.yaml", code=2)
    assert "its text, or that of a rubric it extends, changed since version 1 was pub" in stderr


def test_archiving_a_file(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    stdout, stderr = out(capsys, "rubric", "archive", "brief.yaml", "--why", "old")
    assert stdout.startswith("archived brief@1.0#")
    assert stderr == "set status: archived in brief.yaml\n"
    assert read() == BRIEF.replace("status: draft", "status: archived")
    stdout, _ = out(capsys, "rubric", "archive", "brief.yaml")
    assert stdout.endswith(" was archived on 2026-11-02 by kim already\n")
    assert out(capsys, "rubric", "archive", "brief")[0].endswith("already\n")
    assert steps(db) == [("1.0", "published", "kim", ""), ("1.0", "archived", "kim", "old")]
    out(capsys, "rubric", "publish", "brief.yaml")  # and back into use
    assert "status: published" in read()


def test_archiving_by_name(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    write(BRIEF.replace('"1.0"', '"1.1"'))
    out(capsys, "rubric", "publish", "brief.yaml")
    _, stderr = out(capsys, "rubric", "archive", "brief", code=2)
    assert stderr == "'brief' has 2 published versions; name one: brief@1.0, brief@1.1\n"
    _, stderr = out(capsys, "rubric", "archive", "brief@1.0")
    assert stderr == "no file holds this text any more, so none was changed\n"
    assert "status: published" in read()
    _, stderr = out(capsys, "rubric", "archive", "brief")
    assert stderr == "set status: archived in brief.yaml\n"


def test_a_draft_scores_with_a_note(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    note = "rubric brief@1.0 is a draft; publish it before its scores count: coach rubric publish"
    assert stderr.count(note) == 1
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", "--no-store")
    assert note in stderr
    out(capsys, "rubric", "publish", "brief.yaml")
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    assert "draft" not in stderr


def test_an_archived_rubric_scores_nothing_new(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    write(BRIEF.replace('"1.0"', '"1.1"'), "next.yaml")
    out(capsys, "rubric", "archive", "brief.yaml")
    for more in ((), ("--no-store",)):
        _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", *more, code=2)
        place = "brief.yaml:6:9: error[archived] rubric brief@1.0 is archived, so it scores nothing"
        assert stderr.startswith(place)
        assert "use another rubric, or publish it again: coach rubric publish FILE" in stderr
    Path("brief.yaml").rename("old.txt")
    out(capsys, "rubric", "publish", "next.yaml")
    Path("old.txt").rename("brief.yaml")
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", code=2)
    assert stderr.endswith("; use the published version: --rubric brief@1.1\n")
    with Store(db) as store:
        assert store.counts()["samples"] == 0


def test_what_the_store_archived_is_archived(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    text = read()
    out(capsys, "rubric", "archive", "brief.yaml")
    write(text)  # another copy of the file
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", code=2)
    assert "error[archived]" in stderr


def test_a_published_text_that_changed_is_refused(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    write(read().replace("weight: 10", "weight: 11"))
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", code=2)
    said = "its text changed since version 1.0 was published on 2026-11-02; "
    remedy = "raise 'version', or set status: draft\n"
    assert stderr == f"brief.yaml:5:10: error[changed] {said}{remedy}"
    out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml", "--no-store")
    write(read().replace("published", "draft"))
    out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")


def test_a_shipped_version_is_taken(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ShippedVersion("chat", catalogue.rubric("chat").version, "0" * 12)
    write(BRIEF.replace("id: brief", "id: chat"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coach.services.standing.shipped_versions", lambda: (known,))
        stdout, _ = out(capsys, "rubric", "publish", "brief.yaml", code=1)
        out(capsys, "score", "r.jsonl", "--rubric", "chat")
    assert "error[changed] version 1.0 of 'chat' comes with coach with other text" in stdout


def test_an_old_version_is_shown_explained_and_scores_again(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    old = catalogue.rubric("brief.yaml")
    first, _ = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    write(BRIEF.replace('"1.0"', '"1.1"').replace("limit: 20", "limit: 30"))
    out(capsys, "rubric", "publish", "brief.yaml")
    out(capsys, "rubric", "archive", "brief@1.0")
    second, _ = out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    assert second != first
    for ref in (old.ref, "brief@1.0", f"#{old.digest}", f"brief#{old.digest}"):
        for more in ((), ("--no-store",), ("--workers", "2")) if ref == old.ref else ((),):
            again, stderr = out(capsys, "score", "r.jsonl", "--rubric", ref, *more)
            assert again == first
            assert "rubric brief@1.0 is archived; it is used as you named it" in stderr
        stdout, _ = out(capsys, "rubric", "show", ref)
        assert stdout.startswith(f"Brief ({old.ref})\narchived; pass mark 50")
        data = json.loads(out(capsys, "rubric", "show", ref, "--json")[0])
        assert (data["digest"], data["criteria"][0]["options"]["limit"]) == (old.digest, 20)
        stdout, _ = out(capsys, "explain", "r.jsonl", "--rubric", ref, "--json")
        assert json.loads(stdout)["total"] == json.loads(first)["total"]
    csv, _ = out(capsys, "score", "r.jsonl", "--rubric", "brief@1.0", "--format", "csv")
    assert "short" in csv.splitlines()[0]
    _, stderr = out(capsys, "score", "r.jsonl", "--rubric", "brief@1.2", code=2)
    assert "there is no version 'brief@1.2'" in stderr
    assert "did you mean 'brief@1." in stderr


def test_a_version_of_several_texts_must_be_named_whole(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for weight in (10, 11):
        write(BRIEF.replace("weight: 10", f"weight: {weight}"))
        out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    _, stderr = out(capsys, "rubric", "show", "brief@1.0", code=2)
    assert stderr.startswith("'brief@1.0' names 2 texts; name one: brief@1.0#")
    out(capsys, "rubric", "publish", "brief.yaml")
    stdout, _ = out(capsys, "rubric", "show", "brief@1.0")  # the published one counts
    assert "weights sum to 11" in stdout


def test_a_shipped_rubric_has_its_reference_too(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric = catalogue.rubric("chat")
    for ref in (rubric.ref, f"chat@{rubric.version}", f"#{rubric.digest}"):
        stdout, _ = out(capsys, "rubric", "show", ref)
        assert stdout.startswith(f"{rubric.title} ({rubric.ref})\n")
    assert not db.exists()
    assert named("chat", db) is catalogue.rubric("chat")


def test_history(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    out(capsys, "rubric", "publish", "brief.yaml", "--why", "word " * 30)
    first = catalogue.rubric("brief.yaml").digest
    write(BRIEF.replace('"1.0"', '"1.1"'))
    out(capsys, "score", "r.jsonl", "--rubric", "brief.yaml")
    out(capsys, "rubric", "archive", "brief@1.0", "--by", "Zoe \x1b[31m")
    second = catalogue.rubric("brief.yaml").digest
    stdout, _ = out(capsys, "rubric", "history", "brief")
    assert max(map(len, stdout.splitlines())) <= 80
    lines = stdout.splitlines()
    assert lines[:5] == [
        "brief",
        f"  brief@1.1#{second}  draft      1 score",
        f"  brief@1.0#{first}  archived   1 score",
        "      2026-11-02 archived by Zoe ‹U+001B›[31m",
        "      2026-11-02 published by kim: word word word word word word word word word",
    ]
    stdout, _ = out(capsys, "rubric", "history")
    assert f"\nbrief\n  brief@1.1#{second}  draft" in stdout
    shipped = catalogue.rubric("chat").ref
    assert f"\nchat\n  {shipped}  published  0 scores\n      comes with coach\n" in stdout
    found = json.loads(out(capsys, "rubric", "history", "brief", "--json")[0])
    assert [(v["ref"], v["status"], v["scores"]) for v in found] == [
        (f"brief@1.1#{second}", "draft", 1),
        (f"brief@1.0#{first}", "archived", 1),
    ]
    assert [s["status"] for s in found[1]["steps"]] == ["published", "archived"]


def test_history_without_a_store(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "rubric", "history", "chat")
    assert stdout.startswith("chat\n  chat@")
    _, stderr = out(capsys, "rubric", "history", "chta", code=2)
    assert stderr == "there is no version of 'chta'; did you mean 'chat'?\n"
    assert not db.exists()


def test_the_version_published_before(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "rubric", "publish", "brief.yaml")
    first = catalogue.rubric("brief.yaml")
    for version in ("1.1", "1.2"):
        write(BRIEF.replace('"1.0"', f'"{version}"'))
        out(capsys, "rubric", "publish", "brief.yaml")
    last = catalogue.rubric("brief.yaml")
    with Store(db) as store:
        assert getattr(published_before(first, store), "ref", "") == last.ref
        assert getattr(published_before(last, store), "version", "") == "1.1"
    out(capsys, "rubric", "archive", "brief@1.1")
    with Store(db) as store:
        assert getattr(published_before(last, store), "version", "") == "1.0"
        mine = replace(last, id="mine")
        assert published_before(mine, store) is None
        own_chat = replace(last, id="chat")
        assert published_before(own_chat, store) == catalogue.rubric("chat")
    assert published_before(catalogue.rubric("chat"), None) is None


@pytest.mark.parametrize(
    ("version", "after"),
    [("1.0", "1.1"), ("1.9", "1.10"), ("2026-09", "2026-10"), ("v1", "v2"), ("a", "a-2"),
     ("1.0-rc", "1.1-rc"), ("007", "008")],
)  # fmt: skip
def test_the_next_version(db: Path, version: str, after: str) -> None:
    rubric = replace(catalogue.rubric("brief.yaml"), version=version)
    assert next_version(rubric, None) == after
    with Store(db) as store:
        store.save_rubric(f"brief@{after}#abc", {})
        assert next_version(rubric, store) not in (version, after)


def test_every_stored_score_keeps_its_rubric(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more in ((), ("--rubric", "brief.yaml"), ("--rubric", "brief.yaml", "--workers", "2")):
        out(capsys, "score", "r.jsonl", *more)
    with Store(db) as store:
        own = catalogue.rubric("brief.yaml")
        scenario = catalogue.scenario("airline-tarmac-silence")
        agent = store.add_agent("maya", "2026-11-02T10:00:00Z")
        sitting = Sitting(scenario, own, catalogue.channels(), agent, store)
        sitting.decision = Choice.REPLY_PUBLIC
        sitting.submit("Hello Ann.", 1.0)
        refs = {sample.rubric for sample in store.samples()}
        refs |= {attempt.rubric for attempt in store.attempts(agent.id)}
        assert own.ref in refs
        assert len(refs) == 2
        for ref in refs:
            assert find_version(ref, store).ref == ref


def test_workers_keep_the_rubric_too(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue._read.clear()
    out(capsys, "score", "r.jsonl", "--workers", "2")
    with Store(db) as store:
        (sample,) = store.samples()
        assert store.rubric(sample.rubric) is not None


def test_help_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    for verb, part in (
        ("publish", 'coach rubric publish bank.yaml --by Kim --why "agreed'),
        ("archive", "coach rubric archive bank-posts@1.0"),
        ("history", "coach rubric show bank-posts@1.0"),
    ):
        assert part in out(capsys, "rubric", verb, "-h")[0]


def test_shipped_published_rubrics_keep_their_text() -> None:
    """A version of a shipped rubric that was published says the same for ever."""
    assert shipped_versions.changed_since() == (), "\n".join(shipped_versions.changed_since())


def test_every_shipped_published_version_is_listed() -> None:
    path = shipped_versions.published_file()
    said = f"a shipped rubric has a new version; run {shipped_versions.WRITE}"
    assert path.read_text(encoding="utf-8") == shipped_versions.published_text(), said


def test_the_list_of_shipped_versions_changes_no_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    now = catalogue.rubric("chat")
    old = (ShippedVersion("chat", now.version, "0" * 12), ShippedVersion("chat", "0.1", "1" * 12))
    monkeypatch.setattr(shipped_versions, "shipped_versions", lambda: old)
    written = json.loads(shipped_versions.published_text())
    assert [e["digest"] for e in written if e["id"] == "chat"] == ["1" * 12, "0" * 12]
    assert {e["id"] for e in written} == set(catalogue.rubric_ids())
    (said,) = shipped_versions.changed_since()
    assert said.startswith(f"rubrics/chat.yaml: the text of version {now.version} changed since")
    assert "raise its 'version' and run python -m coach.services.schemas" in said


def test_a_list_of_shipped_versions_that_cannot_be_read(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("published.json").write_text("[1]", encoding="utf-8")
    monkeypatch.setattr(shipped_versions, "published_file", lambda: Path("published.json"))
    shipped_versions.shipped_versions.cache_clear()
    monkeypatch.setattr(versions, "shipped_versions", shipped_versions.shipped_versions)
    _, stderr = out(capsys, "rubric", "history", code=2)
    assert stderr.startswith("published.json: error[damaged] the list of the rubrics that come")
    Path("published.json").unlink()
    assert shipped_versions.shipped_versions() == ()
    shipped_versions.shipped_versions.cache_clear()


def test_what_a_starter_left_to_write_is_not_published(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(BRIEF.replace("why: Nobody reads on.", "why: Write here why a reply must be short."))
    assert run(["rubric", "publish", "brief.yaml"]) == 1
    assert "error[unwritten] the 'why' of short is not written yet" in capsys.readouterr().out
