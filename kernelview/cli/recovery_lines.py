"""A recovered kernel and the way to it as lines for a terminal."""

import textwrap

from kernelview.cli.kernel_words import WIDTH, matrix_lines
from kernelview.learn.descending import DescentStep
from kernelview.learn.recovery import Recovery, TruthError
from kernelview.learn.recovery_words import determinedness

_FIRST_DIGITS = ("1", "2", "5")
_OTHER_GAIN = 0.01


def is_shown(step: int, steps: int) -> bool:
    """Return whether a step has a line: 0, 1, 2, 5, 10, 20, 50 and so on, and the last."""
    digits = str(step)
    return step in (0, steps) or (digits[0] in _FIRST_DIGITS and not digits[1:].strip("0"))


def step_line(step: DescentStep) -> str:
    """Return what a step left, and how far it is from the closed form and from the truth."""
    line = (
        f"step {step.step}: left {step.residual_rms:.4g}, "
        f"from the closed form {_share(step.distance)}"
    )
    if step.truth_distance is not None:
        line += f", from the truth {_share(step.truth_distance)}"
    return line


def recovery_lines(recovery: Recovery) -> list[str]:
    """Return the weights, their standard errors and all that is known about them.

    Why a kernel can't be trusted is left to the line that says what went wrong.
    """
    rows, columns = recovery.kernel.shape
    smallest, largest = recovery.standard_errors.min(), recovery.standard_errors.max()
    left = recovery.left
    used = f"{recovery.windows:,} of {recovery.windows_inside:,}"
    lines = [
        f"Kernel {rows}×{columns}, by {recovery.method}",
        *matrix_lines(recovery.kernel.weights),
        f"offset {recovery.offset:.6g} ± {recovery.offset_error:.2g}",
        "",
        f"standard error of a weight: {smallest:.2g} to {largest:.2g}",
        f"left over: {left.rms:.3g} RMS, {recovery.noise_words}",
        f"explained: {left.explained:.4%} of the result's variance",
        f"windows: {used}, condition number {recovery.condition:.3g}",
        "",
    ]
    verdict, *remarks = determinedness(recovery)
    for sentence in [verdict, *remarks] if recovery.is_trusted else remarks:
        lines += textwrap.wrap(sentence, WIDTH)
    return lines if recovery.truth is None else [*lines, *truth_lines(recovery.truth)]


def truth_lines(truth: TruthError) -> list[str]:
    """Return how far the kernel is from the true one."""
    most = f"a weight at most {truth.largest:.2g} ({truth.in_errors:.1f} standard errors)"
    lines = [f"from the truth: {_share(truth.relative)}, {most}, offset {truth.offset:+.2g}"]
    if abs(truth.gain - 1) > _OTHER_GAIN and truth.beside_gain < truth.relative:
        beside = _share(truth.beside_gain)
        lines.append(f"but for a gain of {truth.gain:.4g} it is {beside} from the truth")
    return lines


def _share(share: float) -> str:
    return f"{share:.2%}" if 1e-4 <= share < 10 else f"{share * 100:.2g}%"
