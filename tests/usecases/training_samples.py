"""A small training for tests: digits of 8 × 8, a small convolution."""

from dataclasses import replace

from kernelview.document import TrainingPlan
from kernelview.jobs import Job, run
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.dataset import Split
from kernelview.usecases.load_dataset import load_dataset
from kernelview.usecases.train_network import train_network
from kernelview.usecases.training_control import TrainingControl
from kernelview.usecases.training_news import TrainingNews, TrainingState

NETWORK = Blueprint(
    "small",
    (
        layer("Conv2D", filters=4, kernel_size=(3, 3), activation="relu"),
        layer("Flatten"),
        layer("Dropout", rate=0.2),
        layer("Dense", units=None, activation="softmax"),
    ),
)
PLAN = TrainingPlan(
    DataChoice("digits-8x8", limit=100), NETWORK, TrainingSettings(epochs=2, batch_size=16)
)
# 80 pictures to train on: five batches an epoch.
BATCHES = 5


def digits() -> Split:
    return run(load_dataset(PLAN.data))


def with_settings(**changes: object) -> TrainingPlan:
    return replace(PLAN, settings=replace(PLAN.settings, **changes))  # type: ignore[arg-type]


def followed(job: Job[TrainingState]) -> tuple[TrainingState, list[TrainingNews]]:
    """Run a training to its end; return what it told, too."""
    told: list[TrainingNews] = []
    state = run(
        job, lambda progress: told.append(progress) if isinstance(progress, TrainingNews) else None
    )
    return state, told


def trained(plan: TrainingPlan = PLAN, start: TrainingState | None = None) -> TrainingState:
    return run(train_network(plan, digits(), control=TrainingControl(), start=start))
