"""Every command of the UI: keys, footer, palette and help are made from this one list."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
WHERE = {
    EVERYWHERE: "Everywhere",
    "home": "Home",
    "library": "Library",
    "who": "Who practises",
    "practice": "Practice",
    "scorecard": "Scorecard",
    "progress": "Progress",
    "kept": "Kept replies",
    "profile": "About you",
    "team": "Team",
    "drills": "Drills",
    "drill_write": "Drill: writing",
    "drill_mark": "Drill: marking words",
    "drill_sort": "Drill: queue",
    "drill_choose": "Drill: story",
    "drill_result": "Drill result",
    "lessons": "Lessons",
    "lesson": "Lesson",
    "files": "Rubrics",
    "workbench": "Workbench",
}
_DIGITS = "1,2,3,4,5,6"
_SCALE = "1,2,3,4,5"
_TEST_MODE = "Starts test mode, or ends it: no hints, the verdict after the reply."
_SHOWN_KEYS = {
    "escape": "Esc",
    "enter": "Enter",
    "slash": "/",
    "space": "Space",
    "left": "←",
    "ctrl+p": "^P",
    "ctrl+q": "^Q",
    "ctrl+t": "^T",
    "ctrl+y": "^Y",
    "ctrl+z": "^Z",
    "tab": "Tab",
    "right": "→",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
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
        if self.key == _SCALE:
            return "1-5"
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
    _c("home", "third", "3", "third", "Opens the third line of the plan.", footer=False),
    _c("home", "library", "l", "library", "Shows all scenarios, to search and to filter."),
    _c("home", "progress", "p", "progress", "Shows how your skills grow."),
    _c("home", "who", "w", "who", "Changes who is practising."),
    _c("home", "rubrics", "r", "rubrics", "Opens rubrics and scenarios, to look at and to edit."),
    _c("home", "drills", "d", "drills", "Shows short exercises of one thing each.", False),
    _c("home", "lessons", "n", "lessons", "Shows pages to read, each ending in a drill.", False),
    _c("home", "replan", "o", "other plan", "Chooses other lines for what is left.", False),
    _c("home", "test", "m", "test mode", _TEST_MODE),
    _c("library", "go", "enter", "practise", "Opens the scenario that is chosen.", bound=False),
    _c("library", "search", "slash", "search", "Searches titles, brands and what customers wrote."),
    _c("library", "channel", "c", "channel", "Keeps one channel.", False),
    _c("library", "trade", "t", "trade", "Keeps one trade.", False),
    _c("library", "skill", "s", "skill", "Keeps one skill.", False),
    _c("library", "level", "v", "level", "Keeps one level of difficulty.", False),
    _c("library", "kind", "k", "kind", "Keeps crises, conversations or single replies.", False),
    _c("library", "clear", "x", "clear", "Takes all filters away."),
    _c("library", "test", "m", "test mode", _TEST_MODE),
    _c("who", "go", "enter", "go on", "Takes the name that is chosen or typed.", bound=False),
    _c("who", "back", "escape", "back", "Back home; nothing changes."),
    _c("practice", "decide", _DIGITS, "decide", "Chooses what to do.", False, False),
    _c("practice", "send", "f5", "send", "Sends the reply and shows its scorecard."),
    _c("practice", "fix", "f4", "repair", "Makes the repair that the hints offer."),
    _c(
        "practice", "unfix", "f6", "undo it", "Takes the latest repair back, exactly.", False, False
    ),
    _c(
        "practice",
        "choose",
        "f7",
        "next hint",
        "Goes to the next hint and its repair.",
        False,
        False,
    ),
    _c("practice", "back", "escape", "pause", "Back home; your draft is kept as it is."),
    _c("practice", "why", "f2", "why", "Says why: the verdict and each hint in full."),
    _c("practice", "briefing", "f3", "briefing", "Shows customer, brand, policies and facts."),
    _c("practice", "skip", "f8", "leave it", "Leaves a crisis without a trace: nothing is kept."),
    _c("scorecard", "why", "f2", "why", "Shows the chosen mark in full, with its source."),
    _c("scorecard", "again", "t", "try again", "Back to the draft, your words kept."),
    _c("scorecard", "round", "n", "next round", "Goes on with what the customer answers."),
    _c("scorecard", "rounds", "c", "conversation", "Shows each round, the promises and the whole."),
    _c("scorecard", "exemplars", "e", "exemplars", "Shows replies that do it well, and why."),
    _c("scorecard", "next", "s", "next", "Opens the next scenario of today's plan."),
    _c(
        "home",
        "profile",
        "a",
        "about you",
        "Your habits and channels: what to practise first.",
        False,
    ),
    _c("home", "team", "t", "team", "For leads: every agent by skill, never ranked."),
    _c("profile", "go", "enter", "go on", "The next page; from the last one home."),
    _c("profile", "take", "space", "tick", "Ticks a line, or takes the tick back."),
    _c(
        "profile", "rate", _SCALE, "rate", "Says how at home you are; 0 takes it back.", bound=False
    ),
    _c("profile", "before", "left", "page before", "Back to the page before."),
    _c("profile", "skip", "s", "skip", "Home without more questions; nothing is lost."),
    _c("profile", "back", "escape", "later", "Home; the questions go on from here another time."),
    _c("team", "back", "escape", "home", "Back to the home screen."),
    _c("kept", "go", "enter", "read", "Shows the chosen reply in full.", bound=False),
    _c("kept", "search", "slash", "search", "Searches replies, scenarios and channels."),
    _c("kept", "drop", "x", "remove", "Keeps the chosen reply no longer; the attempt stays."),
    _c("kept", "back", "escape", "progress", "Back to your progress."),
    _c("scorecard", "keep", "k", "keep", "Keeps this reply to look up later, or no longer."),
    _c("progress", "today", "1", "today", "Counts what you sent today."),
    _c("progress", "week", "2", "week", "Counts the last seven days."),
    _c("progress", "ever", "3", "all time", "Counts everything."),
    _c("progress", "skill", "s", "skill", "Draws another skill over the days."),
    _c("progress", "kept", "k", "kept replies", "Shows the replies you keep."),
    _c("drills", "go", "enter", "open", "Opens the line that is chosen.", bound=False),
    _c("drills", "lessons", "n", "lessons", "Shows pages to read, each ending in a drill.", False),
    _c("drills", "back", "escape", "back", "Back to all drills, or home."),
    _c("drill_write", "done", "f5", "done", "Takes the reply; the next one or the result follows."),
    _c("drill_write", "goals", "f2", "goals", "Shows all goals, and how they stand."),
    _c("drill_write", "facts", "f3", "facts", "Shows brand, customer and what you could look up."),
    _c("drill_write", "back", "escape", "pause", "Back to the drills; your words are kept."),
    _c("drill_mark", "move", "left,right", "word", "Goes from word to word.", bound=False),
    _c(
        "drill_mark", "mark", "space", "mark", "Marks the word, or takes its mark off.", bound=False
    ),
    _c(
        "drill_mark",
        "extend",
        "shift+left,shift+right",
        "more words",
        "Takes more words in before you mark them.",
        footer=False,
        bound=False,
    ),
    _c("drill_mark", "post", "f3", "post", "Shows in full what the reply answers."),
    _c("drill_mark", "fine", "f", "fine", "Says that nothing here has to be marked."),
    _c("drill_mark", "done", "enter", "compare", "Compares your marks; then the next one."),
    _c("drill_mark", "undo", "u,ctrl+z", "undo", "Takes the last mark back."),
    _c("drill_mark", "back", "escape", "pause", "Back to the drills; your marks are kept."),
    _c("drill_sort", "up", "shift+up,k", "move up", "Moves the chosen post up."),
    _c("drill_sort", "down", "shift+down,j", "move down", "Moves the chosen post down."),
    _c("drill_sort", "decide", _DIGITS, "decide", "Decides what to do with it.", True, False),
    _c("drill_sort", "undo", "u,ctrl+z", "undo", "Takes the last step back."),
    _c("drill_sort", "done", "f5", "done", "Compares order and decisions, once all are decided."),
    _c("drill_sort", "back", "escape", "pause", "Back to the drills; everything is kept."),
    _c("drill_choose", "go", "enter", "choose", "Takes the chosen answer; then the next question."),
    _c("drill_choose", "pick", _DIGITS, "answer", "Answers by number.", True, False),
    _c("drill_choose", "back", "escape", "pause", "Back to the drills; your answers are kept."),
    _c("drill_result", "back", "escape,enter", "drills", "Back to the drills."),
    _c("drill_result", "again", "t", "again", "Does the drill again."),
    _c("lessons", "go", "enter", "read", "Opens the lesson that is chosen.", bound=False),
    _c("lessons", "drills", "d", "drills", "Shows short exercises of one thing each.", False),
    _c("lessons", "back", "escape", "home", "Back to the home screen."),
    _c("lesson", "go", "enter", "its drill", "Opens the drill the lesson ends in."),
    _c("lesson", "back", "escape", "lessons", "Back to the lessons."),
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
    _c("progress", "certificate", "c", "certificate", "Writes what you have shown to a file."),
    _c("progress", "streaks", "d", "days in a row", "Counts your days in a row, or stops."),
    _c(EVERYWHERE, "palette", "ctrl+p", "commands", "Finds any command by its name.", bound=False),
    _c(
        EVERYWHERE, "light", "ctrl+t", "light/dark", "Changes between light and dark.", footer=False
    ),
    _c(EVERYWHERE, "quit", "ctrl+q", "quit", "Leaves coach; drafts are kept.", False, False),
)


def commands_for(where: str) -> tuple[Command, ...]:
    """The commands of a screen, those that work everywhere among them, in the list's order."""
    return tuple(c for c in COMMANDS if c.where in (where, EVERYWHERE))


def either_case(keys: str) -> str:
    """Keys as Textual lists them, each letter also as a capital."""
    names = keys.split(",")
    capitals = [name.upper() for name in names if len(name) == 1 and name.isalpha()]
    return ",".join((*names, *capitals))


def bindings(where: str) -> list[BindingType]:
    """The key bindings of a screen, or of the app for everywhere; letters in either case."""
    return [
        Binding(either_case(c.key), c.id, c.title, show=False, priority=c.where == EVERYWHERE)
        for c in COMMANDS
        if c.where == where and c.bound
    ]
