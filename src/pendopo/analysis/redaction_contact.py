"""Telephone numbers and mail addresses, also where somebody wrote them so that no machine should read them.

Numbers everybody may call (110, 112, 1708, 1500xxx, 0800...) and the mailboxes of offices are nobody's own and stay.
Numbering: Permenkominfo 14/2018 (Fundamental Technical Plan, chapter on numbering); mobile 08 + 8 to 11 digits.
"""
import re
from collections.abc import Iterator

from pendopo.analysis.redaction_digits import Run
from pendopo.analysis.redaction_found import UNSEEN, Found

_mobile = re.compile(r"(?:0?62|0)0?8[1-9]\d{7,10}")
_line = re.compile(r"(?:62|0)(?:2[1-9]|[34579]\d|6[0-5])\d{6,9}")
_call = re.compile(
    r"(?:\b|_|\d)(?:no(?:mor|\.)?\W*(?:hp|wa|tel\w*|saya|kontak)|hp|h\.p|handphone|wa|whats?app?|telp|telpon|telepon"
    r"|tlp|tilpun"
    r"|kontak|contact|cp|hub|hubungi|call|sms|seluler|ponsel|phone|nomornya|nomor\s+(?:ini|saya|beliau|dia|berikut))"
    r"\W*(?:(?:saya|kami|beliau|dia|ke|di|nomor|no|nya|aktif|adalah|ini|itu)\W+){0,3}$", re.IGNORECASE)
_rupiah = re.compile(r"rp\W{0,3}$", re.IGNORECASE)
PUBLIC = ("0800", "0804", "0807", "0809", "1500", "14", "62800", "62804")
CALL_ROOM = 40

_end = (r"(?:com|net|org|info|biz|me|my|sg|example|test|io|edu|(?:(?:co|go|or|ac|sch|web|my|desa)(?:\.|\s(?:dot"
        r"|titik)\s|\s))?id)")
_mail = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(a\)|[\[({<]\s?at\s?[\])}>])\s?[\w-]+(?:\s?(?:\.|[\[({<]\s?(?:dot|titik)\s?[\])}>]"
    r"|\s(?:dot|titik)\s)\s?[\w-]+)+"
    rf"|[\w.+-]{{2,64}}(?:\s+(?:titik|dot|strip|garis\s+bawah|underscore)\s+[\w+-]+){{0,3}}\s+(?:at|et"
    rf"|add)\s+[\w-]+\s*(?:\.|\s(?:dot|titik)\s|\s)\s*{_end}\b"
    r"|[\w.+-]{3,64}\W{1,3}(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail|protonmail)\s?(?:\.|\s(?:dot"
    r"|titik)\s)\s?(?:com|co\.id|me)\b",
    re.IGNORECASE)
_HINTS = ("@", "(a)", " at ", "[at", "(at", "{at", "<at", "( at", "[ at", " et ", " add ", "mail", "yahoo", "outlook",
          "icloud")
_office = re.compile(
    r"(?:info|humas|admin|ppid|sekretariat|kontak|contact|lapor|pengaduan|layanan|dinas\w*|bappeda\w*|kec\w*|kel\w*"
    r"|desa\w*"
    r"|diskominfo\w*|dis\w+|rsud\w*|puskesmas\w*|pemkab\w*|pemkot\w*|halo|hello|cs|support|help|redaksi|webmaster"
    r"|noreply|no-reply)(?:[._-]\w+)*@[\w.-]+", re.IGNORECASE)


def mails(text: str) -> Iterator[Found]:
    """In a plain text."""
    low = text.lower()
    if not any(hint in low for hint in _HINTS):
        return
    for match in _mail.finditer(text):
        start, end = match.span()
        while start < end and text[start] in ".-+_":
            start += 1
        if not _office.fullmatch(text[start:end]):
            yield Found(start, end, "email", "a mail address")


def phones(text: str, found: list[Run]) -> Iterator[Found]:
    """In a plain text and its runs; one run may hold several."""
    for run in found:
        at, after_one = 0, False
        while at < len(run):
            first = at
            while first < len(run) - 1 and not run.true[first] and run.digits[first] != "0" and not run.gaps[first]:
                first += 1                                # "i0812": the letter before is none of it
            last = None
            if (not at or run.digits[first] in "06") and (after_one or _free(run, at)):
                last = _number(text, run, first)
            if last is None:
                at, after_one = _next(run, at), False
                continue
            start = run.starts[first]
            yield Found(start - (text[start - 1:start] in ("+", "(") and start > 0), run.ends[last], "phone",
                        "a telephone number")
            at, after_one = last + 1, True


def _free(run: Run, at: int) -> bool:
    """Whether a number may begin here: not in the middle of an amount (1.082.508.335) or a date (2008-08-16)."""
    return at == 0 or any(sign.isspace() or sign in "/,;()" for sign in run.gaps[at - 1]) or (
        run.said(at) or _next(run, at) - at >= 10 or _single(run, at))


def _next(run: Run, at: int) -> int:
    """The first digit of the next group: numbers begin where a group begins."""
    while at < len(run) - 1 and not run.gaps[at]:
        at += 1
    return at + 1


def _number(text: str, run: Run, at: int) -> int | None:
    """The last digit of the telephone number that begins with digit `at`."""
    digits = run.digits[at:at + 24]
    before = text[max(0, run.starts[at] - CALL_ROOM):run.starts[at]].replace(UNSEEN, "")
    called = at == 0 and _call.search(before) is not None
    plus = before[-1:] in ("+", "(")
    if digits.startswith(PUBLIC) or (not plus and _rupiah.search(before)):
        return None
    if _mobile.match(digits):
        return _end_of(run, at, 10, 13 + 2 * (digits[0] == "6"), called)
    if (plus or called) and _line.match(digits):
        return _end_of(run, at, 8, 13 + digits.startswith("62"), called)
    if called and len(digits) >= 7:
        last = _end_of(run, at, 7, 13, called)
        if last is not None and (all(run.true[at:last + 1]) or not text[run.ends[last]:][:1].isalnum()):
            return last                                   # "202b154d" is somebody's mark, not a number with a tail
    return None


def _end_of(run: Run, at: int, least: int, most: int, called: bool) -> int | None:
    """Group after group until the number is whole: one of 10 to 13 digits in one piece is whole; in pieces it goes on
    as long as it may. Letters at its end that only look like digits are none of it."""
    end = _next(run, at)
    while end - at > most and not run.true[end - 1]:
        end -= 1
    first = end - at
    if first > most or (first < 2 and not run.said(at) and not _single(run, at)) or (
            first == 2 and run.digits[at] == "0" and not run.said(at)):
        return None
    single = first == 1
    while end < len(run) and run.gaps[end - 1]:
        more, gap = _next(run, end) - end, run.gaps[end - 1]
        size = end - at
        tight = len(gap) <= 3 and "\n" not in gap and not set(gap) & set(",;/:")
        if size + more > most or not (tight or called or run.said(at)):
            break
        if size >= least and (first >= 10 or (more < 3 and not single)):
            break
        end += more
    if end - at < least or sum(run.true[at:end]) < 4:
        return None
    return end - 1


def _single(run: Run, at: int) -> bool:
    """Whether digits stand one by one ("0 8 1 2"): otherwise a lone 0 is the start of a decimal."""
    return len(run) > at + 4 and all(run.gaps[at:at + 4])
