"""The defaults of dataclasses, such as a scorer's options."""

from __future__ import annotations

import dataclasses
from typing import Any


def default_options(options: type[Any] | None) -> dict[str, Any]:
    """The default of each option, or of each field of any other dataclass, that has one."""
    if options is None:
        return {}
    defaults: dict[str, Any] = {}
    for field in dataclasses.fields(options):
        if field.default is not dataclasses.MISSING:
            defaults[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            defaults[field.name] = field.default_factory()
    return defaults
