"""What was found, in words: headings, facts, what the picture's spectrum means."""

from dataclasses import dataclass

import numpy as np

from kernelview.kernels import Kernel, format_matrix
from kernelview.learn.descending import DescentStep
from kernelview.learn.recovery import Recovery
from kernelview.learn.recovery_words import percent
from kernelview.ui.canvas.number_text import number_text


@dataclass(frozen=True)
class Fact:
    """A name, its value in words, and what it means."""

    name: str
    value: str
    help: str = ""


def number(value: float, *, digits: int = 3) -> str:
    """Return a number in few figures, with a true minus sign."""
    return number_text(value, digits=digits, longest=digits + 1).replace("e−0", "e−")


def facts_of(recovery: Recovery) -> list[Fact]:
    """Return what is known about a recovered kernel."""
    return [*_quality_facts(recovery), *_data_facts(recovery), *_truth_facts(recovery)]


def _quality_facts(recovery: Recovery) -> list[Fact]:
    errors, left = recovery.standard_errors, recovery.left
    total = recovery.kernel.weights.size
    return [
        Fact(
            "Weights told apart",
            f"{recovery.determined:.1f} of {total}",
            "How many of the weights the picture determines; the rest are guesses near zero",
        ),
        Fact(
            "Condition number",
            number(recovery.condition),
            "How many times better the best seen pattern of weights is known than the worst",
        ),
        Fact(
            "Standard errors",
            f"{number(float(errors.min()), digits=2)} to {number(float(errors.max()), digits=2)}",
            "How far a weight may be off, one standard deviation",
        ),
        Fact(
            "Left over",
            f"{number(left.rms)} RMS; {recovery.noise_words}",
            "What the kernel does not explain of the result, in the picture's levels",
        ),
        Fact("Explained", percent(left.explained), "The share of the result's variance"),
    ]


def _data_facts(recovery: Recovery) -> list[Fact]:
    offset = f"{number(recovery.offset)} ± {number(recovery.offset_error, digits=2)}"
    facts = [
        Fact("Offset", offset, "What the filter adds to every pixel"),
        Fact(
            "Windows used",
            f"{recovery.windows:,} of {recovery.windows_inside:,}",
            "Pixels whose whole neighbourhood lies inside the picture and whose result was kept",
        ),
    ]
    if recovery.left_out > 0:
        cut = Fact("Cut off", percent(recovery.left_out), "Left out: black or white, so not known")
        facts.append(cut)
    return facts


def _truth_facts(recovery: Recovery) -> list[Fact]:
    truth = recovery.truth
    if truth is None:
        return []
    value = f"{percent(truth.relative)}, {truth.in_errors:.1f} standard errors at most"
    return [Fact("From the truth", value, "The norm of the difference over the truth's")]


def spectrum_words(recovery: Recovery) -> str:
    """Say what the picture's frequencies tell about the kernel."""
    power, noise = recovery.spectrum, recovery.left.rms**2
    # Its middle, frequency 0, is taken off by the spectrum itself.
    seen = np.delete(power.ravel(), (power.shape[0] // 2) * power.shape[1] + power.shape[1] // 2)
    if not seen.size or seen.max() <= 0:
        return "The picture holds no detail at all."
    words = (
        "Slow changes in the middle, finest detail at the edges: the brighter, the more of it the "
        "picture holds, and the better it tells that part of the kernel. "
    )
    weaker = float((seen < noise).mean())
    if weaker > 0:
        return words + (
            f"Here {percent(weaker)} of the frequencies are weaker than what is left over, so "
            "the kernel is known there only from very many pixels."
        )
    range_ = float(np.sqrt(seen.max() / max(float(seen.min()), 1e-300)))
    return words + (
        f"Here all are stronger than what is left over; the weakest is 1/{range_:,.0f} of the "
        "strongest."
    )


def step_words(step: DescentStep, last: int) -> str:
    """Return where a step stands: "step 20 of 500 · left over 3.1 · 4.2 % from the truth"."""
    parts = [f"Step {step.step:,} of {last:,}", f"left over {number(step.residual_rms)}"]
    if step.truth_distance is not None:
        parts.append(f"{percent(step.truth_distance)} from the truth")
    else:
        parts.append(f"{percent(step.distance)} from least squares")
    return " · ".join(parts)


def kept_kernel(recovery: Recovery, picture: str) -> Kernel:
    """Return the kernel as it is opened and saved: named, without an offset that is only noise."""
    kernel = recovery.kernel if recovery.has_offset else recovery.kernel.replace(offset=0.0)
    return kernel.replace(name=f"Recovered from {picture}")


def copied_text(kernel: Kernel) -> str:
    """Return the weights as rows of numbers that spreadsheets and this program read."""
    return format_matrix(kernel, "tabs")
