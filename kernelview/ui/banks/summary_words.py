"""A bank's summary in words."""

from kernelview.ui.banks.words import number
from kernelview.usecases.bank_summary import BankSummary

RANK_HELP = (
    "Effective rank: how many independent kernels the bank is worth, from the entropy of its "
    "singular values. Kernels are alike where their cosine is 0.8 or more, whatever the sign."
)


def summary_words(summary: BankSummary) -> str:
    """Return the bank's rank and groups in two sentences."""
    rank = number(round(summary.effective_rank, 1))
    worth = f"Worth {rank} independent kernels of {summary.most_rank} at most."
    return f"{worth} {group_words(summary)}"


def group_words(summary: BankSummary) -> str:
    """Return how many kernels are like others."""
    largest = max((len(group) for group in summary.groups), default=0)
    if largest < 2:
        return "No two kernels are alike."
    several = [group for group in summary.groups if len(group) > 1]
    alone = summary.count - sum(len(group) for group in several)
    groups = "1 group" if len(several) == 1 else f"{len(several)} groups"
    stand = "none stands alone" if not alone else f"{alone} stand{'s' * (alone == 1)} alone"
    return f"{groups} of alike kernels, the largest of {largest}; {stand}."
