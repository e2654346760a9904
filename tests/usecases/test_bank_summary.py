import pytest

from kernelview.kernels import Kernel, preset
from kernelview.kernels.chance import Chance
from kernelview.learn.learned import KernelAddress
from kernelview.usecases.bank_summary import BankSummary, bank_summary
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, Pairing
from kernelview.usecases.learned_kernels import Learned
from tests.learn.networks import record

SOBEL = preset("sobel-x")


def summary_of(*kernels: Kernel) -> BankSummary:
    pairings = tuple(
        Pairing(Learned(KernelAddress("conv1", unit), kernel, 0.0, 1), None, 1.0, False, None)
        for unit, kernel in enumerate(kernels)
    )
    return bank_summary(BankComparison(record(), MatchChoice(), pairings, (), Chance((0.5,))))


def negated(kernel: Kernel) -> Kernel:
    return kernel.replace(weights=-kernel.weights)


def test_a_bank_of_one_kernel_and_its_negative_is_worth_one() -> None:
    summary = summary_of(SOBEL, negated(SOBEL))
    assert summary.effective_rank == pytest.approx(1)
    assert summary.groups == ((0, 1),)
    assert summary.count == summary.most_rank == 2


def test_kernels_that_share_nothing_are_worth_as_many_as_there_are() -> None:
    box = Kernel([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    scaled = box.replace(weights=box.weights * 0.5)
    edge = Kernel([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
    even = edge.replace(weights=edge.weights * (scaled.weights**2).sum() ** 0.5 / 6**0.5)
    summary = summary_of(scaled, even)
    assert summary.effective_rank == pytest.approx(2)
    assert len(summary.groups) == 2


def test_the_shares_are_the_mean_over_the_kernels() -> None:
    root = 2.0**0.5
    edge = Kernel([[-1.0, 0.0, 1.0], [-root, 0.0, root], [-1.0, 0.0, 1.0]])
    box = Kernel([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    shares = summary_of(edge, box).shares
    assert shares is not None
    found = [shares.edge, shares.line, shares.laplacian, shares.average]
    assert found == pytest.approx([0.5, 0, 0, 0.5])


def test_larger_kernels_have_no_shares_but_principal_kernels() -> None:
    summary = summary_of(Kernel([[1.0, 2.0, 3.0, 2.0, 1.0]] * 5))
    assert summary.shares is None
    assert summary.principal is not None
    assert summary.principal.shares[0] == pytest.approx(1)


def test_a_bank_with_nothing_in_it_has_a_summary_too() -> None:
    summary = summary_of(Kernel([[0.0, 0.0, 0.0]] * 3), Kernel([[0.0, 0.0, 0.0]] * 3))
    assert summary.effective_rank == 0
    assert summary.principal is None
    assert summary.shares is None
