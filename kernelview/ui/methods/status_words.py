"""The status line's words on the methods that filter the picture in hand."""

from html import escape

from kernelview.document import Document, kernels_of
from kernelview.engine import MethodChoice, choose_method
from kernelview.engine.channels import choose_channels, split_alpha
from kernelview.engine.problem import FLOAT32
from kernelview.kernels import Kernel
from kernelview.ui.methods.words import seconds_words


def method_words(document: Document) -> tuple[str, str]:
    """Return how the stages that are on are computed: in a word or two, and as a tooltip."""
    stages = [stage for stage in document.pipeline.stages if stage.enabled]
    if not stages:
        return "no stage on", _tip("Every stage is switched off; the picture is shown as it is.")
    kernels = [kernel for stage in stages for kernel in kernels_of(stage)]
    choices = [_choice(kernel, document) for kernel in kernels]
    if len(stages) > 1 or not choices:
        count = f"{len(stages)} stages" if len(stages) > 1 else "1 stage"
        return count, _tip(*map(_line, kernels, choices))
    names = list(dict.fromkeys(choice.method for choice in choices))
    if len(kernels) > 1:
        return " + ".join(names), _tip(*map(_line, kernels, choices))
    return names[0], _tip(f"{choices[0].method}: {choices[0].reason}", *_others(choices[0]))


def _choice(kernel: Kernel, document: Document) -> MethodChoice:
    """Return what is chosen for a kernel on the picture itself, whatever stages come before."""
    image, pipeline = document.image, document.pipeline
    colour, _ = split_alpha(image.pixels[:1, :1])
    one = choose_channels(colour, pipeline.channels)
    return choose_method(
        (image.height, image.width, *one.shape[2:]),
        one.dtype,
        kernel,
        border=pipeline.border,
        out_dtype=FLOAT32,
    )


def _line(kernel: Kernel, choice: MethodChoice) -> str:
    return f"{kernel.name or 'Kernel'}: {choice.method}, {choice.reason}"


def _others(choice: MethodChoice) -> list[str]:
    """Return the expected times from the quickest on, and who is left out."""
    known = sorted((each.seconds, each.method) for each in choice.estimates if each.seconds)
    times = ", ".join(f"{method} {seconds_words(seconds)}" for seconds, method in known)
    left_out = [each.method for each in choice.estimates if each.seconds is None]
    lines = [f"Expected: {times}"]
    return [*lines, f"Not right here: {', '.join(left_out)}"] if left_out else lines


def _tip(*lines: str) -> str:
    paragraphs = [*lines, "Click to compare the methods (F9)"]
    return "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
