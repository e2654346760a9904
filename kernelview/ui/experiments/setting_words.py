"""The choices of an experiment in words, and how long it takes."""

from collections.abc import Iterable

from kernelview.learn.experiments import (
    BANK_LABELS,
    RECORD_LABELS,
    BankKind,
    ExperimentRecord,
    known_banks,
)
from kernelview.ui.runs.run_words import DATA_NAMES
from kernelview.usecases.experiment_request import REQUEST_KINDS, ExperimentRequest
from kernelview.usecases.experiment_time import Estimate, estimate, seconds_words
from kernelview.usecases.follow_experiment import ExperimentNews

EXPLANATIONS = {
    "frozen": "The same network with its first layer made by hand, drawn at random or learned: "
    "which recognises most?",
    "hunger": "How much each way of making the first layer gains from more pictures, and where "
    "the curves cross.",
    "ablation": "What the network in hand loses without each of its kernels, one by one.",
}
KIND_CHOICES = tuple((kind, RECORD_LABELS[kind], EXPLANATIONS[kind]) for kind in REQUEST_KINDS)
SOURCE_CHOICES = tuple(
    (source, name, f"{name}, which come with this program") for source, name in DATA_NAMES.items()
)
BANK_CHOICES = tuple(
    (bank.name, f"{bank.name.replace('-', ' ')} ({len(bank.kernels)})".capitalize(),
     f"{len(bank.kernels)} kernels of {bank.shape[0]} × {bank.shape[1]}")
    for bank in known_banks()
)  # fmt: skip
BANK_TIPS: dict[BankKind, str] = {
    "fixed": "The hand-made kernels stay as they are; only what follows them learns",
    "fitted": "The hand-made kernels keep their form; how strong each is, is learned",
    "random": "Kernels drawn at random stay as they are; only what follows them learns",
    "learned": "The kernels are learned from a random start, as usual",
    "warm": "The kernels start as the hand-made ones and go on learning from there",
}
NO_NETWORK = "No network is chosen yet: train one, or choose one beside the banks."


def bank_words(bank: BankKind) -> str:
    """Return a bank's name as a choice: "Hand-made, fixed gains"."""
    label = BANK_LABELS[bank]
    return label[:1].upper() + label[1:]


def estimate_words(request: ExperimentRequest, earlier: Iterable[ExperimentRecord] = ()) -> str:
    """Return how much work a request is, in a sentence."""
    if request.kind == "ablation":
        return (
            "Trains nothing: looks at the test pictures again for each kernel, a matter of seconds."
        )
    found = estimate(request, earlier)
    trainings = "1 training" if found.trainings == 1 else f"{found.trainings} trainings"
    return f"{trainings}, {_time_words(found)}."


def progress_words(news: ExperimentNews) -> str:
    """Return "12 of 25 trainings · about 20 s left"; what is made ready while none is done."""
    unit = "pictures" if news.message == "looking without each kernel" else "trainings"
    parts = [f"{news.done:,} of {news.total:,} {unit}"]
    if news.seconds_left is not None and news.done < news.total:
        parts.append(f"about {seconds_words(news.seconds_left)} left")
    return " · ".join(parts)


def _time_words(found: Estimate) -> str:
    about = f"about {seconds_words(found.seconds)}"
    if found.is_measured:
        return f"{about}, going by the last run here"
    return f"{about} on two fast cores; slower computers take longer"
