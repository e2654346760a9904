"""An inspection in words: the sum written out, the border, how the value is shown."""

from kernelview.document.inspection import Inspection
from kernelview.engine import Border, ShowMode
from kernelview.ui.canvas.number_text import number_text

MOST_TERMS = 25
ALL_TERMS_UP_TO = 9
TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"

_BORDER_WORDS: dict[Border, str] = {
    "reflect": "the picture mirrored about its edge pixels (reflect)",
    "symmetric": "the picture mirrored, edge pixels twice (symmetric)",
    "edge": "the nearest edge pixel (edge)",
    "wrap": "the opposite side of the picture (wrap)",
    "constant": "a constant",
}


def sum_text(inspection: Inspection) -> str:
    """Return "(−1 × 52) + … = 214"; above 25 cells their number instead of the terms.

    From 10 cells on, those of weight 0 are left out of the text: they add nothing.
    """
    cells = inspection.weights.size
    total = number_text(inspection.total)
    if cells > MOST_TERMS:
        return f"The sum of {cells} products is {total}"
    pairs = list(
        zip(inspection.weights.ravel().tolist(), inspection.window.ravel().tolist(), strict=True)
    )
    kept = pairs if cells <= ALL_TERMS_UP_TO else [pair for pair in pairs if pair[0] != 0]
    terms = " + ".join(_term(weight, pixel) for weight, pixel in kept)
    return f"{terms or '0'} = {total}"


def _term(weight: float, pixel: float) -> str:
    factors = (number_text(value, digits=4, longest=7) for value in (weight, pixel))
    # Spaces that do not break keep a product on one line.
    return f"({TIMES.join(factors)})"


def border_text(inspection: Inspection) -> str:
    """Return what the hatched cells are, "" when the window lies inside the picture."""
    beyond = int((~inspection.inside).sum())
    if not beyond:
        return ""
    words = _BORDER_WORDS[inspection.border]
    if inspection.border == "constant":
        words = f"the constant {number_text(float(inspection.window[~inspection.inside][0]))}"
    cells = "1 cell lies" if beyond == 1 else f"{beyond} cells lie"
    return f"Hatched: {cells} beyond the picture and show{'s' * (beyond == 1)} {words}."


def cell_text(inspection: Inspection, row: int, column: int) -> str:
    """Return one cell in words: its product and which pixel it is."""
    pixel = number_text(float(inspection.window[row, column]))
    weight = number_text(float(inspection.weights[row, column]))
    product = number_text(float(inspection.products[row, column]))
    source = inspection.sources[row][column]
    where = "the constant" if source is None else f"pixel x {source[1]}, y {source[0]}"
    beyond = "" if inspection.inside[row, column] else ", shown beyond the edge"
    return f"{pixel} × {weight} = {product}\n{where}{beyond}"


def shown_text(value: float, mode: ShowMode, *, white: float, low: float, high: float) -> str:
    """Return how a result is shown; `low` and `high` are the values shown black and white."""
    if value != value:
        return "Not a number: shown neutral" if mode == "false-colour" else "Not a number: black"
    number, top = number_text(value), number_text(white)
    if mode == "false-colour":
        return f"Colour of {number} on the scale ±{number_text(high, longest=6)}"
    level = number_text(_level(value, mode, white, low, high), digits=4, longest=6)
    match mode:
        case "clamp" if value < 0:
            return f"Below black: shown as {level}"
        case "clamp" if value > white:
            return f"Above white: shown as {level}"
        case "clamp":
            return f"Shown as {level}"
        case "absolute":
            return f"Without its sign: shown as {level}"
        case "signed":
            return f"Around mid-grey: ({number} + {top}) ÷ 2, shown as {level}"
        case "stretch":
            ends = " to ".join(number_text(end, digits=4, longest=6) for end in (low, high))
            return f"Stretched from {ends}: shown as {level}"


def _level(value: float, mode: ShowMode, white: float, low: float, high: float) -> float:
    value = abs(value) if mode == "absolute" else value
    level = (min(max(value, low), high) - low) / (high - low) * white
    return float(round(level)) if white > 1 else level
