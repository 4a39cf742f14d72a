"""The door through which the city's mail server hands letters over: LMTP (RFC 2033), or plain SMTP (RFC 5321), on this
machine alone.

A mail server of the city stands before it and does what such a server does: TLS, senders, lists, its own spam filter.
This is only the last step, so it knows eight commands. A letter is answered with 250 after it lies sealed on the disk.
Lines end with CR LF and nothing else ends a letter: what two servers read differently could smuggle one in another.
"""
import re
import socketserver
from collections.abc import Callable
from typing import cast

LONGEST_LINE = 4_096             # bytes of a command, or of a line of a letter beyond RFC 5321's 1,000
LARGEST = 25_000_000             # bytes of a letter
MOST = 20                        # recipients
PATH = re.compile(rb"(?:FROM|TO):\s*<([^>]{0,254})>(.*)", re.IGNORECASE)
Take = Callable[[str, str, bytes], bool]         # envelope sender, recipient, letter: kept?


class TooLarge(Exception):
    """Read to its end and thrown away."""


class Listener(socketserver.ThreadingTCPServer):
    """`ours` says whether an address is one of ours; `take` keeps a letter; `over` is called when a talk has ended."""
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 20

    def __init__(self, address: tuple[str, int], ours: Callable[[str], bool], take: Take,
                 over: Callable[[], object]) -> None:
        self.ours, self.take, self.over = ours, take, over
        super().__init__(address, Talk)


class Talk(socketserver.StreamRequestHandler):
    """One connection."""
    timeout = 120

    @property
    def house(self) -> Listener:
        return cast(Listener, self.server)

    def handle(self) -> None:
        self.lmtp, self.greeted = False, False
        self.clear()
        try:
            self.say("220 pendopo")
            while line := self.line():
                if not self.obey(line):
                    break
        except OSError:                              # hung up, or silent for too long
            return
        finally:
            self.house.over()

    def clear(self) -> None:
        self.sender: str | None = None
        self.recipients: list[str] = []

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def line(self) -> bytes:
        found = self.rfile.readline(LONGEST_LINE)
        return found if found.endswith(b"\n") else b""

    def obey(self, line: bytes) -> bool:
        """False when the talk is over."""
        word, _space, rest = line.strip().partition(b" ")
        word = word.upper()
        if word == b"QUIT":
            self.say("221 bye")
            return False
        if word in (b"LHLO", b"EHLO", b"HELO"):
            self.greet(word)
        elif word == b"MAIL":
            self.mail(rest)
        elif word == b"RCPT":
            self.rcpt(rest)
        elif word == b"DATA":
            self.data()
        elif word in (b"RSET", b"NOOP"):
            if word == b"RSET":
                self.clear()
            self.say("250 ok")
        else:
            self.say("502 not here")
        return True

    def greet(self, word: bytes) -> None:
        self.lmtp, self.greeted = word == b"LHLO", True
        self.clear()
        if word == b"HELO":
            self.say("250 pendopo")
        else:
            self.say("250-pendopo", "250-8BITMIME", "250-ENHANCEDSTATUSCODES", f"250 SIZE {LARGEST}")

    def mail(self, rest: bytes) -> None:
        found = PATH.match(rest)
        size = re.search(rb"SIZE=(\d{1,12})", found[2], re.IGNORECASE) if found else None
        if not self.greeted or not found:
            self.say("503 5.5.1 greet first" if not self.greeted else "501 5.5.4 address")
        elif size and int(size[1]) > LARGEST:
            self.say("552 5.3.4 too large")
        else:
            self.clear()
            self.sender = found[1].decode("utf-8", "replace")
            self.say("250 2.1.0 ok")

    def rcpt(self, rest: bytes) -> None:
        found = PATH.match(rest)
        address = found[1].decode("utf-8", "replace") if found else ""
        if self.sender is None:
            self.say("503 5.5.1 MAIL first")
        elif len(self.recipients) >= MOST:
            self.say("452 4.5.3 too many")
        elif not self.house.ours(address):
            self.say("550 5.1.1 nobody here")
        else:
            self.recipients.append(address)
            self.say("250 2.1.5 ok")

    def data(self) -> None:
        if not self.recipients or self.sender is None:
            self.say("503 5.5.1 RCPT first")
            return
        self.say("354 end with a dot")
        try:
            letter = self.letter()
        except TooLarge:
            answers = ["552 5.3.4 too large" for _one in self.recipients]
        else:
            answers = ["250 2.6.0 kept" if self.kept(one, letter) else "451 4.3.0 later" for one in self.recipients]
        if not self.lmtp:                            # one answer for all: if one was not kept, all come again
            answers = [next((one for one in answers if not one.startswith("250")), answers[0])]
        self.say(*answers)
        self.clear()

    def kept(self, recipient: str, letter: bytes) -> bool:
        try:
            return self.house.take(self.sender or "", recipient, letter)
        except Exception:                            # the server tries again; nothing of the letter enters a log
            return False

    def letter(self) -> bytes:
        """Up to CR LF . CR LF, with doubled dots undone. Raises TooLarge; OSError when the line breaks off."""
        parts, size, fresh = [], 0, True             # fresh: at the beginning of a line
        while True:
            line = self.rfile.readline(LONGEST_LINE)
            if not line:
                raise ConnectionError
            if fresh and line == b".\r\n":
                break
            if fresh and line.startswith(b"."):
                line = line[1:]
            fresh = line.endswith(b"\r\n")
            size += len(line)
            if size <= LARGEST:
                parts.append(line)
        if size > LARGEST:
            raise TooLarge
        return b"".join(parts)
