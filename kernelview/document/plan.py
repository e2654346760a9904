"""What the Train workspace is asked to do: undone and redone like everything else."""

from dataclasses import dataclass, field

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.templates import TEMPLATES


@dataclass(frozen=True)
class TrainingPlan:
    """The data, the network and the settings of the next training."""

    data: DataChoice = field(default_factory=DataChoice)
    network: Blueprint = TEMPLATES[0].blueprint
    settings: TrainingSettings = field(default_factory=TrainingSettings)
