"""Numbers and shares in few characters."""


def number_words(value: float) -> str:
    """Return a value in at most five significant digits, with a true minus sign."""
    if abs(value) >= 1e5 or (value != 0 and abs(value) < 1e-3):
        text = f"{value:.2g}"
    elif abs(value) >= 1000 or value == int(value):
        text = f"{value:.0f}"
    else:
        text = f"{value:.4g}"
    return ("0" if text in ("-0", "0.000") else text).replace("-", "−")


def share_words(part: int, total: int) -> str:
    """Return a share of a total: "4.1 %", "under 0.1 %" where it would round to nothing."""
    if part <= 0 or total <= 0:
        return "0 %"
    percent = 100.0 * part / total
    if percent < 0.1:
        return "under 0.1 %"
    return f"{percent:.0f} %" if percent >= 99.95 else f"{percent:.1f} %"
