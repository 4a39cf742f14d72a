"""The ledger as C2SP tlog-tiles, with the openings of public rows beside it."""
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.api.parts import ATOM, JSON, TEXT, WHOLE, Json, listed, needed, reading, ref, shape

LEDGER = "ledger"
TAGS = [(LEDGER, _("Ledger"), _("A log that nobody can quietly change (C2SP tlog-tiles). The program verifier.py reads "
                                "it for you and needs only Python."))]
LINES, BYTES, PLAIN = "application/jsonl", "application/octet-stream", "text/plain"
NUMBER = needed("number", _("Number of the tile in three digits; larger ones as in x001/234."), "000",
                pattern="^[0-9]{3}$")
WIDTH = needed("width", _("How many rows the last, partial tile has: the rest of the size in the checkpoint divided by "
                          "256."), "1", pattern="^[1-9][0-9]{0,2}$")
LEVEL = needed("level", _("Level of the tree, or entries for the rows themselves."), "0",
               pattern="^(entries|[0-9])$")
HEX = {"type": "string", "pattern": "^[0-9a-f]*$"}
PATHS: dict[str, Json] = {
    "/ledger/checkpoint": reading(LEDGER, "checkpoint", _("The signed checkpoint"), PLAIN, missing=True, words=_(
        "Name of the log, number of rows, root hash, signature (C2SP tlog-checkpoint). Keep it: with it you prove "
        "later that the log was not rewritten.")),
    "/ledger/key": reading(LEDGER, "key", _("The key that the checkpoint is signed with"), PLAIN, missing=True),
    "/ledger/tile/{level}/{number}": reading(
        LEDGER, "tile", _("A full tile of 256 hashes or rows"), BYTES, missing=True, ask=[LEVEL, NUMBER],
        words=_("It never changes: keep it for ever.")),
    "/ledger/tile/{level}/{number}.p/{width}": reading(
        LEDGER, "partial-tile", _("The last, partial tile"), BYTES, missing=True, ask=[LEVEL, NUMBER, WIDTH]),
    "/ledger/rows/{number}.jsonl": reading(
        LEDGER, "rows", _("4,096 rows with their openings"), LINES, words=_(
            "One row a line. f are facts with their salt s, p are words with their salt t, h is the hash of words that "
            "are not public, private says that the row is not. shown is what our pages say today."),
        missing=True, ask=[needed("number", _("The first row divided by 4,096."), 0, type="integer", minimum=0,
                                  maximum=1_000_000)]),
    "/ledger/rows/records.jsonl": reading(LEDGER, "pages", _("What the page of each record says today"), LINES, words=_(
        "Title and state, each with the row that last settled it.")),
    "/ledger/proof/{place}.json": reading(
        LEDGER, "proof", _("The proof of one public row"), JSON, ref("Proof"), missing=True, words=_(
            "One file that stands alone: the row, its path to the root, and the signed checkpoint."), ask=[
            needed("place", _("Place of the row in the log."), 0, type="integer", minimum=0, maximum=1_000_000_000)]),
    "/titik-periksa/atom.xml": reading(
        LEDGER, "checkpoints", _("The checkpoint of each day as Atom"), ATOM, words=_(
            "RFC 4287. Each entry holds a signed checkpoint: whoever keeps it shows a later fork.")),
    "/ledger/verifier.py": reading(LEDGER, "verifier", _("The program that checks all of it"), "text/x-python", words=_(
        "One file, Python 3.11, nothing to install: python verifier.py ADDRESS/ledger")),
}
SCHEMAS: dict[str, Json] = {
    "Proof": shape(format={"const": "pendopo-receipt-v1"}, origin=TEXT, index=WHOLE, opening=ref("Opening"),
                   proof=listed({**HEX, "minLength": 64, "maxLength": 64}), checkpoint=TEXT, key=TEXT),
    "Opening": shape(needs=("f", "s"), f={"type": "object"}, s=HEX, p={"type": "object"}, t=HEX, h=HEX),
}
