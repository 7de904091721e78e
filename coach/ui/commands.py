"""Every command of the UI: keys, footer, palette and help are made from this one list."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
WHERE = {
    EVERYWHERE: "Everywhere",
    "home": "Home",
    "library": "Library",
    "practice": "Practice",
    "scorecard": "Scorecard",
    "progress": "Progress",
    "files": "Rubrics",
    "workbench": "Workbench",
}
_DIGITS = "1,2,3,4,5,6"
_SHOWN_KEYS = {
    "escape": "Esc",
    "enter": "Enter",
    "slash": "/",
    "ctrl+p": "^P",
    "ctrl+q": "^Q",
    "ctrl+t": "^T",
    "ctrl+y": "^Y",
    "ctrl+z": "^Z",
    "tab": "Tab",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something an agent can do.

    id: the action's name. key: as Textual names it. where: a screen, or everywhere.
    footer: whether it stands in the bottom line. bound: False where a widget has the key already.
    """

    id: str
    key: str
    title: str
    help: str
    where: str
    footer: bool = True
    bound: bool = True

    @property
    def shown_key(self) -> str:
        """The key as the screen names it."""
        if self.key == _DIGITS:
            return "1-6"
        return " ".join(_SHOWN_KEYS.get(key, key.upper()) for key in self.key.split(","))


def _c(
    where: str, id: str, key: str, title: str, help: str, footer: bool = True, bound: bool = True
) -> Command:
    return Command(id, key, title, help, where, footer, bound)


COMMANDS: tuple[Command, ...] = (
    _c(EVERYWHERE, "help", "f1", "help", "Shows every key and what it does."),
    _c("home", "go", "enter", "start", "Opens the line that is chosen.", bound=False),
    _c("home", "first", "1", "first", "Opens the first scenario of today's plan.", footer=False),
    _c("home", "second", "2", "second", "Opens the second scenario of the plan.", footer=False),
    _c("home", "third", "3", "third", "Opens the third scenario of the plan.", footer=False),
    _c("home", "library", "l", "library", "Shows all scenarios, to search and to filter."),
    _c("home", "progress", "p", "progress", "Shows how your skills grow."),
    _c("home", "who", "w", "who", "Changes who is practising."),
    _c("home", "rubrics", "r", "rubrics", "Opens rubrics and scenarios, to look at and to edit."),
    _c("library", "go", "enter", "practise", "Opens the scenario that is chosen.", bound=False),
    _c("library", "search", "slash", "search", "Searches titles, brands and what customers wrote."),
    _c("library", "channel", "c", "channel", "Keeps one channel.", False),
    _c("library", "trade", "t", "trade", "Keeps one trade.", False),
    _c("library", "skill", "s", "skill", "Keeps one skill.", False),
    _c("library", "level", "v", "level", "Keeps one level of difficulty.", False),
    _c("library", "clear", "x", "clear", "Takes all filters away."),
    _c("practice", "decide", _DIGITS, "decide", "Chooses what to do.", False, False),
    _c("practice", "send", "f5", "send", "Sends the reply and shows its scorecard."),
    _c("practice", "back", "escape", "pause", "Back home; your draft is kept as it is."),
    _c("practice", "why", "f2", "why", "Says why a hint is given, with its advice in full."),
    _c("practice", "briefing", "f3", "briefing", "Shows customer, brand, policies and facts."),
    _c("scorecard", "why", "f2", "why", "Shows the chosen mark in full, with its source."),
    _c("scorecard", "again", "t", "try again", "Back to the draft, your words kept."),
    _c("scorecard", "round", "n", "next round", "Goes on with what the customer answers."),
    _c("scorecard", "exemplars", "e", "exemplars", "Shows replies that do it well, and why."),
    _c("scorecard", "next", "s", "next", "Opens the next scenario of today's plan."),
    _c("progress", "today", "1", "today", "Counts what you sent today."),
    _c("progress", "week", "2", "week", "Counts the last seven days."),
    _c("progress", "ever", "3", "all time", "Counts everything."),
    _c("files", "go", "enter", "open", "Opens the file that is chosen.", bound=False),
    _c("files", "copy", "c", "make a copy", "Makes a file of your own from the one chosen."),
    _c("workbench", "save", "f2", "save", "Saves the file, as Ctrl+S does; then it is scored."),
    _c("workbench", "problem", "f3", "next", "Goes to the next line with a problem."),
    _c("workbench", "marks", "f4", "marks", "Goes to the replies and their marks, and back."),
    _c("workbench", "preview", "f5", "preview", "Shows what the change does to replies."),
    _c("workbench", "publish", "f8", "publish", "Publishes the rubric, if nothing is wrong."),
    _c("workbench", "test", "f9", "test", "Runs the examples, and says which changes they miss."),
    _c("workbench", "back", "escape", "end", "Back to the files; asks when something is unsaved."),
    _c("workbench", "undo", "ctrl+z", "undo", "Takes back what was typed last.", bound=False),
    _c("workbench", "redo", "ctrl+y", "redo", "Does it again.", bound=False),
    _c("library", "back", "escape", "home", "Back to the home screen."),
    _c("files", "back", "escape", "home", "Back to the home screen."),
    _c("scorecard", "back", "escape", "home", "Back to the home screen."),
    _c("progress", "back", "escape", "home", "Back to the home screen."),
    _c(EVERYWHERE, "palette", "ctrl+p", "commands", "Finds any command by its name.", bound=False),
    _c(
        EVERYWHERE, "light", "ctrl+t", "light/dark", "Changes between light and dark.", footer=False
    ),
    _c(EVERYWHERE, "quit", "ctrl+q", "quit", "Leaves coach; drafts are kept.", False, False),
)


def commands_for(where: str) -> tuple[Command, ...]:
    """The commands of a screen, those that work everywhere among them, in the list's order."""
    return tuple(c for c in COMMANDS if c.where in (where, EVERYWHERE))


def bindings(where: str) -> list[BindingType]:
    """The key bindings of a screen, or of the app for everywhere."""
    return [
        Binding(c.key, c.id, c.title, show=False, priority=c.where == EVERYWHERE)
        for c in COMMANDS
        if c.where == where and c.bound
    ]
