"""``coach rubric edit`` and ``coach scenario edit``: the workbench of the terminal screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coach.cli.options import db_option, has_screen, settings

if TYPE_CHECKING:
    from coach.services.editable import Kind


@click.command(name="edit", short_help="Edit a rubric beside live marks.")
@click.argument("file", required=False)
@db_option
def edit_rubric(file: str | None) -> None:
    """Edit a rubric on the screens, beside what it makes of sample replies.

    FILE is the path of a file, or the id of a shipped rubric to look at. Without FILE you choose
    from a list. What you type and do not save is kept, and offered the next time.

    \b
    Example:
      coach rubric edit my-team.yaml
    """
    _edit(file, "rubric")


@click.command(name="edit", short_help="Edit a scenario beside what the agent sees.")
@click.argument("file", required=False)
@db_option
def edit_scenario(file: str | None) -> None:
    """Edit a scenario on the screens, beside what the agent will see and how replies score.

    FILE is the path of a file, or the id of a shipped scenario to look at. Without FILE you choose
    from a list. What you type and do not save is kept, and offered the next time.

    \b
    Example:
      coach scenario edit my-scenario.yaml
    """
    _edit(file, "scenario")


def _edit(file: str | None, kind: Kind) -> None:
    from coach.model.problem import CoachError
    from coach.services.editable import to_edit

    path = None if file is None else to_edit(file, kind)
    if not has_screen():
        remedy = f"change the file in any editor, then: coach {kind} check FILE"
        raise CoachError(f"error[no-terminal] the workbench needs a terminal; {remedy}")
    from coach.ui.app import run

    run(settings().store_path(), edit=(kind, path))
