"""A square code that a phone reads, drawn as SVG: an address on a poster or a receipt leads back to the record."""
import segno
from markupsafe import Markup


def square(text: str, label: str) -> Markup:
    """Dark on white in both themes, since readers expect it; error correction M."""
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=4)[0]
    lines = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix_iter(border=4))
                    for x, dark in enumerate(row) if dark)
    return Markup('<svg class="square" role="img" aria-label="{0}" viewBox="0 0 {1} {1}" shape-rendering="crispEdges">'
                  '<path class="paper" d="M0 0h{1}v{1}H0z"/><path d="{2}"/></svg>').format(label, side, lines)
