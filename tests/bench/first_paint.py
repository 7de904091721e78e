"""Prints when the first screen was painted, and when live feedback was ready:
``first_paint.py empty|coach STORE``."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from textual.worker import Worker, WorkerState


def main(kind: str, store: Path) -> None:
    """Runs one app without a terminal until it has painted once."""
    gc.disable()  # as coach does at start; the same for both
    base: type
    if kind == "empty":
        from textual.app import App

        base, arguments = App, ()
    else:
        from coach.ui.application import CoachApp

        base, arguments = CoachApp, (store,)

    class Measured(base):
        """Leaves after the first refresh, coach once it has read its first draft."""

        painted = 0.0
        feedback = 0.0

        def on_ready(self) -> None:  # textual calls that of the base class too
            self.call_after_refresh(self.done)

        def done(self) -> None:
            self.painted = time.time()
            if kind == "empty":
                self.exit()

        def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
            if event.worker.group == "warm" and event.state is WorkerState.SUCCESS:
                self.feedback = time.time()
                self.exit()

    app = Measured(*arguments)
    app.run(headless=True, size=(80, 24))
    print(json.dumps({"painted": app.painted, "feedback": app.feedback}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
