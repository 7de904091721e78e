"""The entry point: answers --help and --version at once, leaves all else to the command line."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Runs coach with the arguments of the process and returns its exit code."""
    args = sys.argv[1:]
    try:
        text = _at_once(args)
        if text is not None and sys.stdout is not None:
            sys.stdout.write(text)
            sys.stdout.flush()
        if text is not None:
            return 0
        if not args and _is_terminal():
            return _screens()
        from coach.cli.errors import run
    except KeyboardInterrupt:
        return 130
    except OSError:
        # the output is a closed pipe or a full disk: the command line knows what to say
        from coach.cli.errors import run
    return run(args)


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _screens() -> int:
    """The screens, without the price of importing click."""
    try:
        from coach.services.places import store_path
        from coach.ui.app import run

        run(store_path())
    except Exception as error:  # noqa: BLE001 - said to the user in one place
        from coach.cli.errors import after

        return after(error)
    return 0


def _at_once(args: list[str]) -> str | None:
    """The answer to a lone --help or --version, without the price of importing click."""
    if args in (["-h"], ["--help"]):
        # importing pathlib would double the time this takes
        place = os.path.join(os.path.dirname(__file__), "cli", "help.txt")  # noqa: PTH118, PTH120
        with open(place, encoding="utf-8") as file:  # noqa: PTH123
            return file.read()
    if args == ["--version"]:
        from coach import __version__

        return f"coach {__version__}\n"
    return None


if __name__ == "__main__":
    sys.exit(main())
