"""The tables of a comparison: its pairs, its kernels, its hand-made bank, the bank as a whole."""

from kernelview.kernels import format_matrix, frei_chen_shares
from kernelview.kernels.bank_analysis import (
    Tuning,
    effective_rank,
    groups_by_likeness,
    principal_kernels,
    tuning,
)
from kernelview.kernels.kernel import Kernel
from kernelview.learn.experiments import Table
from kernelview.learn.experiments.tables import Cell
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.report.words import in_order, kernel_text, kernel_words

_PAIRS = (
    "address",
    "hand_made",
    "mirrored",
    "quarter_turns",
    "down",
    "right",
    "gain",
    "constant",
    "score",
    "chance",
    "is_significant",
    "runner_up",
    "runner_up_score",
)
_KERNELS = (
    "address", "rows", "columns", "channels", "weights", "bias", "angle", "frequency",
    "selectivity", "edge", "line", "laplacian", "average", "group",
)  # fmt: skip
_NAN = float("nan")


def pairs_table(comparison: BankComparison) -> Table:
    """Return a line a learned kernel, the best score first."""
    return Table(_PAIRS, tuple(_pair(one) for one in in_order(comparison.pairings)))


def kernels_table(comparison: BankComparison) -> Table:
    """Return a line a learned kernel in the network's order: its weights and what it is like."""
    kernels = [one.learned.kernel for one in comparison.pairings]
    group_of = {
        place: number
        for number, places in enumerate(groups_by_likeness(kernels), start=1)
        for place in places
    }
    rows = (_kernel(one, group_of[place]) for place, one in enumerate(comparison.pairings))
    return Table(_KERNELS, tuple(rows))


def hand_made_table(comparison: BankComparison) -> Table:
    """Return a line a hand-made kernel that is somebody's nearest."""
    rows = (
        (kernel_text(one), kernel_words(one), *one.kernel.shape, *_weights(one.kernel))
        for one in comparison.hand_made
    )
    return Table(("name", "label", "rows", "columns", "weights", "divisor"), tuple(rows))


def principal_table(comparison: BankComparison) -> Table:
    """Return the effective rank, and a line a principal kernel with its share of the energy."""
    kernels = [one.learned.kernel for one in comparison.pairings]
    columns = ("place", "share", "rows", "columns", "weights", "effective_rank")
    if not any(kernel.weights.any() for kernel in kernels):
        return Table(columns, ())
    found, rank = principal_kernels(kernels), effective_rank(kernels)
    rows = (
        (place, float(share), *weights.shape, format_matrix(Kernel(weights), "imagemagick"), rank)
        for place, (weights, share) in enumerate(zip(found.kernels, found.shares, strict=True), 1)
        if weights.any()
    )
    return Table(columns, tuple(rows))


def comparison_tables(comparison: BankComparison) -> dict[str, Table]:
    """Return all tables of a comparison by name."""
    return {
        "pairs": pairs_table(comparison),
        "learned-kernels": kernels_table(comparison),
        "hand-made-kernels": hand_made_table(comparison),
        "principal-kernels": principal_table(comparison),
    }


def _pair(pairing: Pairing) -> tuple[Cell, ...]:
    address, match = str(pairing.learned.address), pairing.match
    if match is None:
        return (address, *([None] * 8), pairing.chance, 0, None, None)
    moved, runner = match.transform, match.runner_up
    return (
        address,
        kernel_text(match.classical),
        int(moved.mirrored),
        moved.turns,
        moved.down,
        moved.right,
        match.gain,
        match.constant,
        match.score,
        pairing.chance,
        int(pairing.is_significant),
        None if runner is None else kernel_text(runner),
        None if runner is None else match.runner_up_score,
    )


def _kernel(pairing: Pairing, group: int) -> tuple[Cell, ...]:
    learned = pairing.learned
    shares = frei_chen_shares(learned.kernel)
    parts = (
        (_NAN,) * 4
        if shares is None
        else (shares.edge, shares.line, shares.laplacian, shares.average)
    )
    found = tuning(learned.kernel) or Tuning(_NAN, _NAN, _NAN)
    return (
        str(learned.address),
        *learned.kernel.shape,
        learned.channels,
        format_matrix(learned.kernel, "imagemagick"),
        learned.bias,
        found.angle,
        found.frequency,
        found.selectivity,
        *parts,
        group,
    )


def _weights(kernel: Kernel) -> tuple[Cell, Cell]:
    return format_matrix(kernel, "imagemagick"), kernel.divisor
