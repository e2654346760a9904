"""Small experiments: pictures of bars, two kernels, a network that trains in no time."""

from collections.abc import Callable, Iterator, Sequence

from kernelview.jobs import Job, completed
from kernelview.kernels import Kernel
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import TrainingSettings
from kernelview.learn.dataset import Dataset, Split, split
from kernelview.learn.experiments import KernelBank, Outcome, RunsTrial, Setup, Trial
from tests.learn.samples import bars

BANK = KernelBank("two", (Kernel([[-1.0, 0.0, 1.0]] * 3), Kernel([[1.0], [2.0], [1.0]])))
NETWORK = Blueprint(
    "small",
    (
        layer("Conv2D", filters=9, kernel_size=(5, 5), activation="relu"),
        layer("Flatten"),
        layer("Dense", units=None, activation="softmax"),
    ),
)
SETUP = Setup(NETWORK, BANK, TrainingSettings(batch_size=16))


def bar_pictures(count: int = 100) -> Split:
    images, labels = bars(count)
    names = ("lies", "stands", "none")
    return split(Dataset("bars", images, labels, names, white=1.0))


class Told:
    """A trainer that says what a function makes of the trial, without training anything."""

    def __init__(self, accuracy: Callable[[Trial], float]) -> None:
        self._accuracy = accuracy

    def __call__(self, trial: Trial) -> Outcome:
        return Outcome(self._accuracy(trial), loss=0.5)

    def job(self, trial: Trial) -> Job[Outcome]:
        return completed(self(trial))


def saying(
    accuracy: Callable[[Trial], float], *, backwards: bool = False
) -> Callable[[Sequence[Trial], RunsTrial], Iterator[tuple[int, Outcome] | None]]:
    """Return what runs trials by asking `accuracy`, the last first where it is `backwards`."""

    def execute(
        trials: Sequence[Trial], trainer: RunsTrial
    ) -> Iterator[tuple[int, Outcome] | None]:
        indices = range(len(trials))
        for index in reversed(indices) if backwards else indices:
            yield None
            yield index, Told(accuracy)(trials[index])

    return execute
