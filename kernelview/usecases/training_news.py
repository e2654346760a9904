"""What a training tells as it goes, and what it ends with."""

from dataclasses import dataclass

from kernelview.jobs import Progress
from kernelview.learn.checkpoint import Checkpoint
from kernelview.learn.evaluation import Evaluation
from kernelview.learn.run_record import RunRecord, Snapshot
from kernelview.learn.training import TrainingStep


@dataclass(frozen=True)
class TrainingNews(Progress):
    """The batch that just ran and, now and then, the network as it is then.

    `is_waiting` says that the training stands still until it is told to go on.
    """

    step: TrainingStep | None = None
    snapshot: Snapshot | None = None
    images_a_second: float = 0.0
    seconds_left: float = 0.0
    is_waiting: bool = False


@dataclass(frozen=True, eq=False)
class TrainingState:
    """What a training ended with.

    It can go on from `checkpoint`, where there is one; `stopped` says why it ended by itself
    before its time.
    """

    record: RunRecord
    checkpoint: Checkpoint | None
    evaluation: Evaluation
    stopped: str = ""
