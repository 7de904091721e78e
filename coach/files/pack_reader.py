"""Reads what is in a pack, a folder or a zip that somebody else made, without trusting any of it.

Nothing is unpacked by name: every file is read into memory under limits that count what really
comes out, names are judged before anything is read, and only texts of known kinds are taken.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coach.files.pack_names import DRILLS, HEAD, LISTS, PLACES, RUBRICS, SCENARIOS
from coach.files.wording import quoted
from coach.model.problem import FileProblems, Problem

ENTRIES = 500
FILE_BYTES = 1_000_000
TOTAL_BYTES = 20_000_000
ARCHIVE_BYTES = 10_000_000
RATIO = 100  # text packs to a tenth; a hundredth is no text
_ALWAYS_FINE = 10_000  # bytes: a small file may well pack to almost nothing
_TEXTS = (".md", ".txt")
_KINDS = (".yaml", *_TEXTS)
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".jar", ".whl")
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_FOLDERS = (*PLACES, LISTS.parent.as_posix())
_YAML = (RUBRICS, SCENARIOS, DRILLS)
_SCHEMAS = tuple(f"{kind}.schema.json" for kind in ("rubric", "scenario", "drill", "lesson"))
_MAC = "__MACOSX"
_NEVER = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a pack. files: relative name with slashes -> bytes. left_out: hidden ones."""

    source: str
    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()


def read_contents(path: Path) -> Contents:
    """The files of a pack in a folder or zip. Raises FileProblems with what keeps it from being one."""
    if not path.exists():
        raise _Refused(path, "missing-file", "there is no such file or folder; check the name")
    contents = _from_folder(path) if path.is_dir() else _from_zip(path)
    problems = [
        p for name, data in contents.files.items() for p in _file_problems(path, name, data)
    ]
    if HEAD not in contents.files:
        message = f"there is no {HEAD} at the top of it, so this is no pack; add one"
        problems.append(Problem(str(path), 1, 1, "no-pack", message))
    if problems:
        raise FileProblems(tuple(problems))
    return contents


class _Refused(FileProblems):
    """One reason why nothing of it is taken."""

    def __init__(self, path: Path | str, word: str, message: str) -> None:
        super().__init__((Problem(str(path), 1, 1, word, message),))


def _from_folder(folder: Path) -> Contents:
    if not (folder / HEAD).is_file():
        message = f"there is no {HEAD} at the top of it, so this is no pack; add one"
        raise _Refused(folder, "no-pack", message)
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    total = 0
    for name in _walk(folder, left_out):
        _check_name(folder, name)
        if len(files) >= ENTRIES:
            raise _too_many(folder)
        data = _read_file(folder, name)
        total += len(data)
        if total > TOTAL_BYTES:
            raise _too_large(folder)
        files[name] = data
    _check_twins(folder, files)
    return Contents(str(folder), files, tuple(left_out))


def _walk(folder: Path, left_out: list[str]) -> Iterator[str]:
    """The names of the files in a folder, hidden ones left out. Links to folders are refused."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / inside), key=lambda entry: entry.name)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"this folder cannot be read ({reason}); check its permissions"
            raise _Refused(folder / inside, "unreadable", message) from None
        for entry in entries:
            name = f"{inside}{entry.name}"
            if _hidden(name):
                left_out.append(name)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
            elif entry.is_symlink() and entry.is_dir():
                message = "a link to a folder cannot be in a pack; put the files themselves there"
                raise _Refused(folder / name, "link", message)
            else:
                yield name


def _read_file(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            message = "this link leads out of the pack; put the file itself there"
            raise _Refused(path, "link", message)
        if not stat.S_ISREG(path.stat().st_mode):
            raise _Refused(path, "no-file", "this is no ordinary file; take it out of the pack")
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the file cannot be read ({reason}); check its permissions"
        raise _Refused(path, "unreadable", message) from None
    if len(data) > FILE_BYTES:
        raise _too_large_file(path)
    return data


def _from_zip(path: Path) -> Contents:
    try:
        size = path.stat().st_size
        if not path.is_file() or not zipfile.is_zipfile(path):
            message = f"this is no pack: a pack is a folder or a zip with a {HEAD} in it"
            raise _Refused(path, "no-pack", message)
        if size > ARCHIVE_BYTES:
            raise _too_large(path)
        with zipfile.ZipFile(path) as archive:
            return _unpacked(path, archive, size)
    except UnicodeDecodeError:
        raise _bad_name(path) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        message = f"the zip is damaged ({quoted(str(error))[1:-1]}); make it again"
        raise _Refused(path, "bad-zip", message) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the file cannot be read ({quoted(reason)[1:-1]}); check it"
        raise _Refused(path, "unreadable", message) from None


def _unpacked(path: Path, archive: zipfile.ZipFile, size: int) -> Contents:
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise _too_many(path)
    named = {}
    for info in entries:
        name = _entry_name(path, info)
        _check_entry(path, name, info)
        if name in named:
            message = f"{quoted(name)} is in it twice; make the zip again"
            raise _Refused(path, "duplicate-name", message)
        named[name] = info
    _check_twins(path, named)
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    total = 0
    for name, info in named.items():
        if info.is_dir():
            continue
        if _hidden(name):
            left_out.append(name)
            continue
        data = _read_entry(path, name, archive, info)
        total += len(data)
        if total > TOTAL_BYTES:
            raise _too_large(path)
        if total > max(_ALWAYS_FINE, RATIO * size):
            raise _bomb(path)
        files[name] = data
    return Contents(str(path), _without_top(files), tuple(left_out))


def _entry_name(path: Path, info: zipfile.ZipInfo) -> str:
    """The name as the archive has it; Python's own is cut and changed in places."""
    name = info.orig_filename
    if info.flag_bits & _UTF8 or name.isascii():
        return name
    try:  # some packers write UTF-8 and do not say so
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        raise _bad_name(path) from None


def _check_entry(path: Path, name: str, info: zipfile.ZipInfo) -> None:
    _check_name(path, name.removesuffix("/"))
    if info.flag_bits & _ENCRYPTED:
        message = f"{quoted(name)} is encrypted; give a zip without a password"
        raise _Refused(path, "encrypted", message)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        message = f"{quoted(name)} is a link; put the file itself there"
        raise _Refused(path, "link", message)
    if kind and kind not in (stat.S_IFREG, stat.S_IFDIR):
        message = f"{quoted(name)} is no ordinary file; take it out of the pack"
        raise _Refused(path, "no-file", message)
    if info.compress_type not in _METHODS:
        message = f"{quoted(name)} is packed in a way coach does not read; make an ordinary zip"
        raise _Refused(path, "bad-zip", message)


def _read_entry(path: Path, name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What is really in it, whatever the archive says about its size."""
    with archive.open(info) as stream:
        data = stream.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise _too_large_file(f"{path}/{name}")
    if len(data) > max(_ALWAYS_FINE, RATIO * info.compress_size):
        raise _bomb(path)
    return data


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the one folder that a packed folder puts around them."""
    tops = {name.partition("/")[0] for name in files}
    top = next(iter(tops), "")
    if HEAD in files or len(tops) != 1 or f"{top}/{HEAD}" not in files:
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _check_name(path: Path, name: str) -> None:
    """Raises for a name that leads elsewhere, or means another file on some system."""
    parts = name.split("/")
    if "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in parts:
        message = f"{quoted(name)} leads out of the pack; rename it"
        raise _Refused(path, "bad-path", message)
    odd = any(
        not part or part == "." or part != part.rstrip(". ") or _DEVICES.fullmatch(part)
        for part in parts
    )
    if odd or _NEVER.search(name) or len(name) > 200:
        message = f"{quoted(name)} is no name for a file of a pack; rename it"
        raise _Refused(path, "bad-name", message)
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise _bad_name(path) from None


def _check_twins(path: Path, names: Iterable[str]) -> None:
    """Raises for names that are one file where case or accents do not count."""
    seen: dict[str, str] = {}
    for name in names:
        bare = name.removesuffix("/")
        folded = unicodedata.normalize("NFKC", bare).casefold()
        other = seen.setdefault(folded, bare)
        if other != bare or (bare != name and bare in names):
            message = f"{quoted(other)} and {quoted(bare)} are one file on some systems; rename one"
            raise _Refused(path, "duplicate-name", message)


def _hidden(name: str) -> bool:
    """Whether a file is of no concern: hidden, or the schema of an editor."""
    parts = PurePosixPath(name).parts
    return any(p.startswith(".") or p == _MAC for p in parts) or parts[-1] in _SCHEMAS


def _file_problems(path: Path, name: str, data: bytes) -> Iterator[Problem]:
    at, parts = PurePosixPath(name), PurePosixPath(name).parts

    def problem(word: str, message: str) -> Problem:
        return Problem(f"{path}/{name}", 1, 1, word, message)

    if at.suffix.lower() in _ARCHIVES or data.startswith(_MAGIC):
        yield problem("nested", "an archive cannot be in a pack; unpack it, or take it out")
    elif at.suffix not in _KINDS:
        kinds = ".yaml, .md and .txt"
        yield problem("bad-kind", f"a pack holds {kinds} files only; rename this or take it out")
    elif len(parts) > 2 or (len(parts) == 2 and parts[0] not in _FOLDERS):
        places = ", ".join(_FOLDERS)
        yield problem("bad-place", f"nothing is read from this folder; the folders are {places}")
    elif at.suffix == ".yaml" and not _read_by_coach(parts):
        folders = ", ".join(f"{folder}/*.yaml" for folder in _YAML)
        places = f"{HEAD}, {folders} or {LISTS.as_posix()}"
        yield problem("bad-place", f"this is not read here; move it to {places}")
    elif b"\x00" in data or not _is_utf8(data):
        yield problem("not-text", "this is no text in UTF-8; save it as UTF-8, or take it out")


def _read_by_coach(parts: tuple[str, ...]) -> bool:
    if len(parts) == 1:
        return parts[0] == HEAD
    return parts[0] in _YAML or "/".join(parts) == LISTS.as_posix()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bad_name(path: Path) -> _Refused:
    message = "the name of a file in it is not UTF-8; use plain letters"
    return _Refused(path, "bad-name", message)


def _too_many(path: Path) -> _Refused:
    return _Refused(path, "too-many", f"it holds more than {ENTRIES} files; make several packs")


def _too_large(path: Path) -> _Refused:
    limits = f"{ARCHIVE_BYTES // 1_000_000} MB packed and {TOTAL_BYTES // 1_000_000} MB unpacked"
    return _Refused(path, "too-large", f"a pack may have {limits}; make several")


def _too_large_file(path: Path | str) -> _Refused:
    return _Refused(path, "too-large", f"a file may have {FILE_BYTES:,} bytes; split it")


def _bomb(path: Path) -> _Refused:
    message = f"it unpacks to more than {RATIO} times its size, which no text does; make it again"
    return _Refused(path, "zip-bomb", message)
