"""What a person asks an experiment for, in plain values."""

from dataclasses import dataclass
from typing import Literal, get_args

from kernelview.learn.choices import BUNDLED, BundledName, DataChoice
from kernelview.learn.experiments import (
    BANK_KINDS,
    USUAL_EPOCHS,
    USUAL_SEEDS,
    BankKind,
    Setup,
    known_bank,
    known_banks,
)
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.run_experiment import ExperimentPlan

RequestKind = Literal["frozen", "hunger", "ablation"]
REQUEST_KINDS: tuple[RequestKind, ...] = get_args(RequestKind)
MOST_SEEDS, MOST_EPOCHS = 20, 200
# So that a fifth is left to test on, and there is more than a handful to learn from.
FEWEST_PICTURES = 50
USUAL_BANK = known_banks()[0].name


@dataclass(frozen=True)
class ExperimentRequest:
    """`bank` names the hand-made kernels, `limit` keeps the first so many pictures of `source`.

    An ablation takes its network and pictures from a kept run: of all this it has only
    `replaces`, which says that each kernel's match is put in its place, too. Raises
    UseCaseError.
    """

    kind: RequestKind = "frozen"
    seeds: tuple[int, ...] = USUAL_SEEDS
    banks: tuple[BankKind, ...] = BANK_KINDS
    epochs: int = USUAL_EPOCHS
    bank: str = USUAL_BANK
    source: BundledName = "mnist-5k"
    limit: int | None = None
    replaces: bool = True

    def __post_init__(self) -> None:
        if self.kind not in REQUEST_KINDS:
            known = ", ".join(REQUEST_KINDS)
            raise UseCaseError(f"an experiment is one of {known}, not {self.kind!r}")
        if not 1 <= len(self.seeds) <= MOST_SEEDS:
            raise UseCaseError(f"there are 1 to {MOST_SEEDS} seeds, not {len(self.seeds)}")
        if not self.banks:
            raise UseCaseError("choose at least one way to make the first layer")
        if not 1 <= self.epochs <= MOST_EPOCHS:
            raise UseCaseError(f"there are 1 to {MOST_EPOCHS} epochs, not {self.epochs}")
        if self.bank not in {bank.name for bank in known_banks()}:
            raise UseCaseError(f"no bank of kernels is called {self.bank!r}")
        if self.source not in BUNDLED:
            raise UseCaseError(f"pictures are one of {', '.join(BUNDLED)}, not {self.source!r}")
        if self.limit is not None and self.limit < FEWEST_PICTURES:
            raise UseCaseError(f"take {FEWEST_PICTURES} pictures or more, not {self.limit}")


def plan_of(request: ExperimentRequest) -> ExperimentPlan:
    """Return what is carried out for a request that trains networks. Raises UseCaseError."""
    if request.kind == "ablation":
        raise UseCaseError("an ablation trains nothing: it takes a network that is trained")
    return ExperimentPlan(
        request.kind,
        DataChoice(request.source, limit=request.limit),
        Setup(bank=known_bank(request.bank)),
        request.seeds,
        request.banks,
        request.epochs,
    )


def pictures_words(data: DataChoice) -> str:
    """Return which pictures in the words of the command line: "mnist-5k, the first 500"."""
    return data.source if data.limit is None else f"{data.source}, the first {data.limit:,}"


def settings_of(plan: ExperimentPlan) -> dict[str, str]:
    """Return what was asked for in words, as it is kept beside the result."""
    setup, bank = plan.setup, plan.setup.bank
    return {
        "Pictures": pictures_words(plan.data),
        "Network": setup.blueprint.name,
        "Hand-made kernels": f"{bank.name}, {len(bank.kernels)}",
        "Seeds": ", ".join(map(str, plan.seeds)),
        "Epochs": str(plan.epochs),
        "Optimizer": f"{setup.settings.optimizer}, learning rate "
        f"{setup.settings.learning_rate:g}, {setup.settings.batch_size} a step",
    }
