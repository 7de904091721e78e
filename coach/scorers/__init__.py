"""Criterion scorers, one a file, listed in one table.

A scorer module has a docstring (its published documentation), frozen ``Options`` and
``measure(reading, options) -> Measurement``. Adding one is a file and a line here.
"""

from __future__ import annotations

from types import ModuleType

from coach.scorers import (
    acknowledge,
    acts,
    answers,
    calm,
    canned,
    concern,
    concreteness,
    deed,
    echo,
    empathy,
    length,
    next_step,
    offence,
    ownership,
    personal_data,
    personal_touch,
    phrases,
    politeness,
    readability,
    redirect,
    register,
    responsiveness,
    right_name,
    sentences,
    sign_off,
    slips,
    this_case,
)

SCORERS: dict[str, ModuleType] = {
    "acknowledge": acknowledge,
    "acts": acts,
    "answers": answers,
    "calm": calm,
    "canned": canned,
    "concern": concern,
    "concreteness": concreteness,
    "deed": deed,
    "echo": echo,
    "empathy": empathy,
    "length": length,
    "next_step": next_step,
    "offence": offence,
    "ownership": ownership,
    "personal_data": personal_data,
    "personal_touch": personal_touch,
    "phrases": phrases,
    "politeness": politeness,
    "readability": readability,
    "redirect": redirect,
    "register": register,
    "responsiveness": responsiveness,
    "right_name": right_name,
    "sentences": sentences,
    "sign_off": sign_off,
    "slips": slips,
    "this_case": this_case,
}


def option_types() -> dict[str, type]:
    """Scorer name -> its Options class."""
    return {name: module.Options for name, module in SCORERS.items()}
