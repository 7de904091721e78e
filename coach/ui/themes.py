"""The two looks: quiet colours with readable contrast."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="coach-dark",
    primary="#86b9de",
    secondary="#a7b4c2",
    accent="#d9b27c",
    warning="#e3b768",
    error="#ee8f8a",
    success="#8fcb95",
    foreground="#e3e6ea",
    background="#15181d",
    surface="#1d2127",
    panel="#272c34",
    dark=True,
    variables={
        "text-muted": "#9aa5b1",
        "border": "#86b9de",
        "border-blurred": "#3d4550",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#2f4a61",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#e3e6ea",
        "block-cursor-blurred-background": "#262d36",
        "input-selection-background": "#3d6a8f",
        "scrollbar": "#3d4550",
        "scrollbar-background": "#15181d",
    },
)
LIGHT = Theme(
    name="coach-light",
    primary="#1c5d8c",
    secondary="#4f5b67",
    accent="#7a5200",
    warning="#805600",
    error="#a42a22",
    success="#22682c",
    foreground="#1f242a",
    background="#fbfaf6",
    surface="#f2f0ea",
    panel="#e7e4db",
    dark=False,
    variables={
        "text-muted": "#59636e",
        "border": "#1c5d8c",
        "border-blurred": "#c3bfb3",
        "block-cursor-foreground": "#0f1418",
        "block-cursor-background": "#c5dcee",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#1f242a",
        "block-cursor-blurred-background": "#e7e4db",
        "input-selection-background": "#b3d2ea",
        "scrollbar": "#c3bfb3",
        "scrollbar-background": "#fbfaf6",
    },
)
