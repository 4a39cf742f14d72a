"""A long text as its paragraphs, so that people can speak to one of them."""
import re

BREAK = re.compile(r"\n\s*\n")


def parted(text: str) -> list[str]:
    """Paragraphs, as an empty line parts them."""
    return [part.strip() for part in BREAK.split(text.replace("\r\n", "\n")) if part.strip()]
