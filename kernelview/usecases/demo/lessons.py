"""The demo's lessons: a kernel or two, how the result is shown, what to look at."""

from dataclasses import dataclass

from kernelview.engine import Convolve, Magnitude, Pipeline, ShowMode
from kernelview.usecases.find_kernel import find_kernel


@dataclass(frozen=True)
class Lesson:
    """One thing that a kernel teaches.

    `kernels` are texts as the command line takes them: none leaves the picture as it is, two
    make a magnitude. `slug` names the files.
    """

    slug: str
    title: str
    kernels: tuple[str, ...]
    text: str
    show: ShowMode = "clamp"

    @property
    def pipeline(self) -> Pipeline:
        """What the lesson applies: one stage, or none."""
        kernels = [find_kernel(text) for text in self.kernels]
        if len(kernels) == 2:
            return Pipeline((Magnitude(kernels[0], kernels[1]),))
        return Pipeline(tuple(Convolve(kernel) for kernel in kernels))

    @property
    def arguments(self) -> str:
        """The options of `kernelview apply` that do the same."""
        option = "--magnitude" if len(self.kernels) > 1 else "--kernel"
        showing = "" if self.show == "clamp" else f" --show {self.show}"
        return f"{option} {' '.join(self.kernels)}{showing}"


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        "blur",
        "Blur: every pixel becomes an average",
        ("gaussian:sigma=3",),
        "All weights are positive and sum to 1 over the divisor, so flat areas keep their "
        "brightness and fine detail goes. Near pixels count more than far ones.",
    ),
    Lesson(
        "motion",
        "Motion blur: an average along a line",
        ("motion-blur:length=21,angle=30",),
        "The same idea in one direction only. Detail along the line survives, detail across it "
        "is smeared.",
    ),
    Lesson(
        "sharpen",
        "Sharpen: the centre against its neighbours",
        ("sharpen",),
        "The weights still sum to 1, but some are negative: every difference from the "
        "neighbours is made larger. Noise is a difference too, so it grows as well.",
    ),
    Lesson(
        "sobel-x",
        "Edges: differences instead of averages",
        ("sobel-x",),
        "The weights sum to 0, so flat areas give exactly 0, drawn here as mid-grey. Brighter "
        "means that the picture brightens to the right, darker that it darkens.",
        show="signed",
    ),
    Lesson(
        "clamped",
        "The same edges with the negative half cut off",
        ("sobel-x",),
        "The same kernel, but values below 0 became black, as most programs do it. One side of "
        "every object is gone. How a result is shown is a choice of its own.",
    ),
    Lesson(
        "magnitude",
        "Both directions: how strong is the edge?",
        ("sobel-x", "sobel-y"),
        "Two kernels, one for each direction, put together as the length of an arrow: "
        "sqrt(a² + b²). Every edge shows, whatever way it runs.",
    ),
    Lesson(
        "laplacian",
        "The second derivative: lines and dots",
        ("laplacian-of-gaussian:sigma=2",),
        "Answers where the brightness bends. Blue is negative, orange positive; an edge lies "
        "where one turns into the other.",
        show="false-colour",
    ),
    Lesson(
        "gabor",
        "A wave in a window: texture of one width and direction",
        ("gabor:wavelength=8,angle=45",),
        "Answers to stripes of its own width and slope and to little else. The first layer of a "
        "network that learns from photographs often ends up with kernels like this one.",
        show="false-colour",
    ),
    Lesson(
        "emboss",
        "Emboss: light from one side",
        ("emboss",),
        "A difference along the diagonal, added to the picture: one side of each step is lit, "
        "the other in shadow.",
    ),
    Lesson(
        "course-slide",
        "One lost sign",
        ("course-slide",),
        "Sobel y with the sign of its bottom row lost. The weights sum to -8, not 0: no edges, "
        "only a blurred negative, nearly all of it below black. False colour shows what is there.",
        show="false-colour",
    ),
)
