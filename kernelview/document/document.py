"""Everything a person has made and can undo, as one frozen value."""

from dataclasses import dataclass, field

from kernelview.document.errors import DocumentError
from kernelview.document.image import Image
from kernelview.document.plan import TrainingPlan
from kernelview.engine import SHOW_MODES, Convolve, Magnitude, Pipeline, ShowMode, Stage
from kernelview.kernels import Kernel, Recipe, preset


@dataclass(frozen=True)
class Slot:
    """Which kernel is in hand: the `part` (0 or 1) of the stage at `index`."""

    index: int = 0
    part: int = 0


@dataclass(frozen=True)
class Document:
    """One picture, the pipeline applied to it, the person's own kernels, and the training plan.

    `slot` names the kernel in hand. `recipe` is set while that kernel is a family's and its
    sliders apply; `automatic_divisor` while the divisor follows the sum of the weights.
    """

    image: Image
    pipeline: Pipeline
    show: ShowMode = "clamp"
    slot: Slot = Slot()
    recipe: Recipe | None = None
    automatic_divisor: bool = False
    mine: tuple[Kernel, ...] = ()
    plan: TrainingPlan = field(default_factory=TrainingPlan)

    def __post_init__(self) -> None:
        if self.show not in SHOW_MODES:
            raise DocumentError(f"show is one of {', '.join(SHOW_MODES)}, not {self.show!r}")
        parts = kernels_of(self.stage_in_hand) if self._slot_exists else ()
        if not 0 <= self.slot.part < len(parts):
            raise DocumentError(f"no kernel at stage {self.slot.index}, part {self.slot.part}")

    @property
    def kernel(self) -> Kernel:
        """The kernel in hand."""
        return kernels_of(self.stage_in_hand)[self.slot.part]

    @property
    def stage_in_hand(self) -> Stage:
        """The stage that holds the kernel in hand."""
        return self.pipeline.stages[self.slot.index]

    @property
    def _slot_exists(self) -> bool:
        return 0 <= self.slot.index < len(self.pipeline.stages)


def kernels_of(stage: Stage) -> tuple[Kernel, ...]:
    """Return the kernels of a stage: one, two or none."""
    match stage:
        case Convolve(kernel=kernel):
            return (kernel,)
        case Magnitude(first=first, second=second):
            return first, second
        case _:
            return ()


def new_document(image: Image, *, mine: tuple[Kernel, ...] = ()) -> Document:
    """Return a document with Sobel x on `image`, negative values shown by their size."""
    pipeline = Pipeline(stages=(Convolve(preset("sobel-x")),))
    return Document(image, pipeline, show="absolute", mine=mine)
