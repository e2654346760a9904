"""The comparison in words: times, ratios, differences, and all of it as text to copy."""

from math import isinf

from kernelview.ui.histogram.numbers import number_words
from kernelview.usecases.compare_methods import Comparison, Contestant, Entry

LABELS: dict[str, str] = {
    "reference": "Plain sum",
    "direct": "Direct",
    "separable": "Separable",
    "low-rank": "Low rank",
    "box": "Box",
    "sparse": "Sparse",
    "fourier": "Fourier",
    "filter2D": "OpenCV filter2D",
}
DEPTHS = {
    "uint8": "8-bit",
    "uint16": "16-bit",
    "float32": "32-bit float",
    "float64": "64-bit float",
}
NONE = "–"
HEADINGS = ("Method", "Time", "Measured", "Expected", "vs plain sum", "vs filter2D", "Difference")


def label_of(name: Contestant) -> str:
    """Return a method's name as it stands in the table."""
    return LABELS.get(name, name)


def seconds_words(seconds: float | None) -> str:
    """Return a time in three digits at most: "0.41 ms", "3.2 ms", "1.4 s"."""
    if seconds is None:
        return NONE
    milliseconds = seconds * 1000
    if milliseconds >= 999.5:
        return f"{seconds:.1f} s" if seconds < 99.5 else f"{seconds:,.0f} s"
    if milliseconds >= 9.95:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds:.1f} ms" if milliseconds >= 0.995 else f"{milliseconds:.2f} ms"


def measured_words(entry: Entry) -> str:
    """Return the measured time, marked where it is scaled up from a smaller part."""
    words = seconds_words(entry.measured)
    return f"≈ {words}" if entry.scaled else words


def ratio_words(ratio: float | None) -> str:
    """Return "12×", "2.4×", "0.03×": above 1 is faster."""
    if ratio is None:
        return NONE
    if ratio >= 9.95:
        return f"{ratio:,.0f}×"
    return f"{ratio:.1f}×" if ratio >= 0.095 else f"{ratio:.2f}×"


def difference_words(difference: float | None) -> str:
    """Return the largest difference in two digits."""
    if difference is None:
        return NONE
    if isinf(difference):
        return "not a number"
    return number_words(float(f"{difference:.2g}"))


def cells(comparison: Comparison, entry: Entry) -> tuple[str, ...]:
    """Return a line of the table; the time stands where the bar is drawn."""
    is_truth = entry.name == "reference"
    return (
        label_of(entry.name),
        entry.obstacle or entry.reason,
        measured_words(entry),
        seconds_words(entry.expected),
        NONE if is_truth else ratio_words(comparison.faster_than("reference", entry)),
        NONE
        if entry.name == "filter2D"
        else ratio_words(comparison.faster_than("filter2D", entry)),
        NONE if is_truth else difference_words(entry.difference),
    )


def title_words(comparison: Comparison) -> str:
    """Return "Sobel x, 3×3, on rocket.jpg"; the size once, where the name says it too."""
    rows, columns = comparison.kernel_size
    size = f"{rows}×{columns}"
    name = comparison.kernel
    return f"{name if size in name else f'{name}, {size},'} on {comparison.picture}"


def extent_words(comparison: Comparison) -> str:
    """Return what the times are for, and what the plain sum was run on."""
    whole, part = _size(comparison.whole_size), _size(comparison.measured_size)
    channels = "one channel" if comparison.channels == 1 else f"{comparison.channels} channels"
    kind = f"{channels}, {DEPTHS.get(comparison.dtype, comparison.dtype)}"
    if comparison.measured_size == comparison.whole_size:
        text = f"Measured on the whole picture, {part} pixels, {kind}."
    else:
        text = f"Measured on the middle {part} of {whole} pixels, {kind}."
    if comparison.checked_size != comparison.measured_size:
        text += f" Plain sum and differences: on {_size(comparison.checked_size)}, scaled up (≈)."
    return text


def chosen_words(comparison: Comparison) -> str:
    """Return what the application runs here."""
    entry = comparison.entry(comparison.chosen)
    return f"KernelView runs {label_of(entry.name)} here: {entry.reason}."


def lesson_title(comparison: Comparison, entry: Entry) -> str:
    """Return the heading above a method's paragraph."""
    name = label_of(entry.name)
    if entry.obstacle is not None:
        return f"{name} – not right here: {entry.obstacle}"
    return f"{name} – chosen" if entry.name == comparison.chosen else name


def comparison_text(comparison: Comparison) -> str:
    """Return the whole comparison as text for a letter or an exercise."""
    head = [title_words(comparison), extent_words(comparison), chosen_words(comparison), ""]
    rows = [_without_reason(HEADINGS)]
    rows += [_without_reason(cells(comparison, entry)) for entry in comparison.entries]
    lessons = [
        f"{lesson_title(comparison, entry)}\n{entry.lesson}\n" for entry in comparison.entries
    ]
    white = f"Differences are in units of the picture, whose white is {_plain(comparison.white)}."
    return "\n".join([*head, *_aligned(rows), "", white, "", *lessons]).rstrip() + "\n"


def _without_reason(row: tuple[str, ...]) -> tuple[str, ...]:
    return row[0], *row[2:]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _size(size: tuple[int, int]) -> str:
    height, width = size
    return f"{width} × {height}"


def _plain(value: float) -> str:
    return f"{value:.6g}"
