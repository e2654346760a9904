"""What can be said of a recovered kernel, and what can't, in sentences."""

from kernelview.learn.recovery import Recovery, TruthError

_CONDITION_TOO_LARGE = 1e4
_MUCH_LEFT_OUT = 0.5
_OTHER_GAIN = 0.01
_HARDLY_ANY = 1e-4


def determinedness(recovery: Recovery) -> tuple[str, ...]:
    """Return sentences on how far the kernel can be trusted, the most important one first."""
    return (_verdict(recovery), *_remarks(recovery))


def truth_words(truth: TruthError) -> str:
    """Return how far the kernel is from the true one, and whether its stated errors hold that."""
    if truth.in_errors:
        beyond = f"a weight is at most {truth.in_errors:.1f} standard errors off"
    else:
        beyond = f"a weight is at most {truth.largest:.2g} off"
    words = f"From the truth it is {percent(truth.relative)} away; {beyond}."
    if abs(truth.gain - 1) > _OTHER_GAIN and truth.beside_gain < truth.relative:
        words += f" But for a gain of {truth.gain:.4g} it is {percent(truth.beside_gain)} away."
    return words


def percent(share: float) -> str:
    """Return a share in percent: two decimals, two digits where it is tiny or huge."""
    return f"{share:.2%}" if 1e-4 <= share < 10 else f"{share * 100:.2g}%"


def _verdict(recovery: Recovery) -> str:
    left = f"{recovery.left.rms:.3g} is left where {recovery.noise_words}"
    rows, columns = recovery.kernel.shape
    if recovery.larger_fits:
        return (
            f"The result depends on pixels beyond {rows}×{columns}: {left}, and a larger kernel "
            "would explain some of it. Try a larger size."
        )
    if recovery.follows_picture:
        return (
            f"The result is not a linear filter of the picture by a kernel of {rows}×{columns}: "
            f"{left}, and that is no noise, it follows the picture."
        )
    if recovery.hangs_together:
        return (
            f"No kernel of {rows}×{columns} explains the result: {left}, and that goes on from "
            "pixel to pixel. The filter may be larger or shifted, or not linear."
        )
    worst = percent(recovery.relative_error)
    error = f"the largest standard error is {worst} of the largest weight"
    if recovery.verdict == "well":
        return f"The kernel is well determined: {error}."
    if recovery.verdict == "roughly":
        return f"The kernel is only roughly determined: {error}. {_why(recovery)}"
    return f"The kernel can't be told from these pictures: {error}. {_why(recovery)}"


def _why(recovery: Recovery) -> str:
    total, known = recovery.kernel.weights.size, recovery.determined
    if recovery.condition > _CONDITION_TOO_LARGE or known < 0.95 * total:
        return (
            f"The picture is too smooth: it tells {known:.1f} of {total} weights apart "
            f"(condition number {recovery.condition:.2g})."
        )
    if recovery.left_out > _MUCH_LEFT_OUT:
        return f"{recovery.left_out:.0%} of the result is cut off to black or white."
    if recovery.is_packed:
        return "The result was packed with losses, and that alone moves the kernel so far."
    if recovery.above_noise:
        return "The result is noisy."
    return "There are few pixels to tell it from."


def _remarks(recovery: Recovery) -> list[str]:
    remarks = []
    if recovery.is_packed:
        remarks.append(
            "The standard errors hold how far packing moves the kernel, measured by packing its "
            "own result in the same way."
        )
    if recovery.method == "rounding bounds":
        remarks.append("Every pixel looked at fits within its rounding.")
    elif recovery.verdict != "not linear" and recovery.above_noise:
        remarks.append(
            f"The result holds noise of {recovery.left.rms:.3g}, where {recovery.noise_words}; "
            "the standard errors allow for it."
        )
    if recovery.left_out > 0:
        remarks.append(f"{_share(recovery.left_out)} of the result is cut off and was left out.")
    if recovery.windows < (1 - recovery.left_out) * recovery.windows_inside * 0.999:
        part = recovery.windows / recovery.windows_inside
        remarks.append(f"{_share(part)} of the windows were enough and were used.")
    return remarks


def _share(share: float) -> str:
    if share < _HARDLY_ANY:
        return f"Less than {_HARDLY_ANY:.2%}"
    return f"{share:.0%}" if 0.01 <= share <= 0.99 else f"{share:.2%}"
