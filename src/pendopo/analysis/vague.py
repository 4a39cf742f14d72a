"""Milestones that nobody can check: "coordinate", "improve". Many plans failed of them (spec/domain.md 1.7).

A weak word is no reproach where a figure stands beside it: "four coordination meetings" can be counted.
"""
import re

WEAK = re.compile(
    r"\b((?:ber|meng|di)?koordinasi(?:kan)?|pengoordinasian|mengoordinasikan|(?:men|pen)ingkat(?:kan|an)|"
    r"(?:men|pen)dorong(?:an)?|(?:mem|pem)perkuat(?:an)?|penguatan|(?:meng)?optimal(?:kan|isasi|isasikan)|"
    r"(?:men)?dukung(?:an)?|(?:mem)?fasilitasi|(?:men)?sosialisasi(?:kan)?|(?:meng)?upaya(?:kan)?|sinergi(?:tas)?|"
    r"coordinat\w*|improv\w*|enhanc\w*|strengthen\w*|encourag\w*|support\w*|promot\w*|facilitat\w*|optimi[sz]\w*|"
    r"rais\w* awareness)\b", re.IGNORECASE)
FIGURE = re.compile(r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|setiap|semua|seluruh|"
                    r"one|two|three|four|five|six|seven|eight|nine|ten|each|every|all)\b", re.IGNORECASE)


def weak(title: str, deliverable: str = "") -> str:
    """The weak word of a milestone that has no figure to check; "" where there is none."""
    if FIGURE.search(f"{title} {deliverable}"):
        return ""
    found = WEAK.search(title) or WEAK.search(deliverable)
    return found[0].lower() if found else ""
