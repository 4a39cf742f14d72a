"""Line drawings on a grid of 24, stroke 2, made for Pendopo. An icon never speaks alone: a word stands beside it."""
from markupsafe import Markup

ROUND = "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0z"
EYE = "M2.5 12c2.6-4.5 5.7-6.7 9.5-6.7s6.9 2.2 9.5 6.7c-2.6 4.5-5.7 6.7-9.5 6.7s-6.9-2.2-9.5-6.7z"
ICONS = {
    "bad": ROUND + "M9 9l6 6M15 9l-6 6",
    "bell": "M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21.5h4",
    "calendar": "M4 6h16v14.5H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "chart": "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6",
    "check": "M4.5 12.5l5 5 10-11",
    "clock": ROUND + "M12 7v5l3.5 2",
    "close": "M6 6l12 12M18 6L6 18",
    "comment": "M4 5h16v11.5h-8l-5 4v-4H4z",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "dot": "M15 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0z",
    "down": "M5 9l7 7 7-7",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
    "edit": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z",
    "eye": EYE + "M15 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0z",
    "file": "M6 3h8l4.5 4.5V21H6zM14 3v5h4.5",
    "filter": "M3.5 6h17M7 12h10M10.5 18h3",
    "flag": "M5 21V4M5 4.5h13l-3 4.5 3 4.5H5",
    "globe": ROUND + "M3 12h18M12 3c3 3 3.8 6 3.8 9s-.8 6-3.8 9c-3-3-3.8-6-3.8-9s.8-6 3.8-9z",
    "going": ROUND + "M8 12h8M12.5 8.5L16 12l-3.5 3.5",
    "good": ROUND + "M8 12.3l2.8 2.8 5.2-6",
    "heart": "M12 20.5C6 16.5 3.5 13 3.5 9.5A4.5 4.5 0 0 1 12 7.5a4.5 4.5 0 0 1 8.5 2c0 3.5-2.5 7-8.5 11z",
    "hidden": EYE + "M4 20L20 4",
    "info": ROUND + "M12 11v5.5M12 7.6v.1",
    "late": "M19 13a7 7 0 1 1-14 0a7 7 0 0 1 14 0zM12 9.5V13l2.5 1.5M3 6.5l3.5-3M21 6.5l-3.5-3",
    "ledger": "M5 4h12a2 2 0 0 1 2 2v14.5H7a2 2 0 0 1-2-2zM5 18.5a2 2 0 0 1 2-2h12M9 8.5h6",
    "left": "M15 5l-7 7 7 7",
    "link": "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.4"
            "M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7L12 17.6",
    "mail": "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",
    "menu": "M4 6h16M4 12h16M4 18h16",
    "missing": ROUND,
    "neutral": ROUND + "M8 12h8",
    "office": "M12 3l4 5 6 3H2l6-3zM5 11v9M19 11v9M10 11v9M14 11v9M3 20.5h18",
    "out": "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
    "people": "M12 8a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0zM2 20c.4-3.8 3-5.7 6.5-5.7s6.1 1.9 6.5 5.7"
              "M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.8c2.3.7 3.7 2.5 4 5.2",
    "pin": "M12 21.5c-4.5-5-7-8.3-7-11.3a7 7 0 0 1 14 0c0 3-2.5 6.3-7 11.3z"
           "M14.5 10a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 14h10v6.5H7z",
    "private": "M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.8v2",
    "right": "M9 5l7 7-7 7",
    "search": "M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0zM15.3 15.3L21 21",
    "shield": "M12 3l7.5 3v5.5c0 4.5-3 7.7-7.5 9.5c-4.5-1.8-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5",
    "user": "M16 8a4 4 0 1 1-8 0a4 4 0 0 1 8 0zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
    "waiting": "M7 3h10M7 21h10M8 3v3.5l4 5.5 4-5.5V3M8 21v-3.5l4-5.5 4 5.5V21",
    "warning": "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1",
}


SVG = Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>')
DRAWN = {name: SVG.format(path) for name, path in ICONS.items()}


def icon(name: str) -> Markup:
    """The drawing, silent to a screen reader. KeyError when there is none of that name."""
    return DRAWN[name]
