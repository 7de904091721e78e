"""The form of ids, and of names that say which pack an id is in."""

from __future__ import annotations

_ID = "[a-z0-9]+(-[a-z0-9]+)*"
ID_PATTERN = f"^{_ID}$"
NAME_PATTERN = f"^({_ID}/)?{_ID}$"
PACK_NAME_PATTERN = f"^{_ID}/{_ID}$"
