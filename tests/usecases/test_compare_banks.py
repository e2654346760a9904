from dataclasses import replace

import numpy as np
import pytest

from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, preset
from kernelview.kernels.freedom import PLAIN
from kernelview.kernels.matching import fitted
from kernelview.kernels.turns import turn_90
from kernelview.learn.learned import with_kernel
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, compare_banks
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.learned_kernels import learned_of
from tests.usecases.training_samples import trained, with_settings


@pytest.fixture(scope="module")
def record() -> RunRecord:
    return trained(with_settings(epochs=1)).record


def compared(record: RunRecord, choice: MatchChoice | None = None, *own: Kernel) -> BankComparison:
    random = np.random.default_rng(0)
    return run(compare_banks(record, choice or MatchChoice("presets"), own, random=random))


def planted(record: RunRecord, unit: int, kernel: Kernel) -> RunRecord:
    address = learned_of(record)[unit].address
    shape, classes = record.input_shape, len(record.class_names)
    weights = with_kernel(record.weights, record.blueprint, shape, classes, address, kernel)
    return replace(record, weights=weights)


def test_a_planted_kernel_is_paired_with_the_one_it_was(record: RunRecord) -> None:
    negative = preset("sobel-x").replace(weights=-0.3 * preset("sobel-x").weights)
    pairing = compared(planted(record, 2, turn_90(negative))).pairings[2]
    assert pairing.match is not None
    assert pairing.match.classical.name.startswith("sobel")
    assert pairing.match.score == pytest.approx(1)
    assert pairing.chance < 0.01


def test_every_pairing_points_at_its_hand_made_kernel(record: RunRecord) -> None:
    comparison = compared(record, MatchChoice())
    assert len(comparison.pairings) == 4
    for pairing in comparison.pairings:
        assert pairing.match is not None
        assert pairing.place is not None
        assert comparison.hand_made[pairing.place] == pairing.match.classical


def test_hand_made_kernels_stand_in_the_order_of_their_best_score(record: RunRecord) -> None:
    comparison = compared(record, MatchChoice())
    best = [
        max(
            pairing.match.score
            for pairing in comparison.pairings
            if pairing.match is not None and pairing.place == place
        )
        for place in range(len(comparison.hand_made))
    ]
    assert best == sorted(best, reverse=True)


def test_a_kernel_of_zeros_is_like_none(record: RunRecord) -> None:
    pairing = compared(planted(record, 0, Kernel(np.zeros((3, 3))))).pairings[0]
    assert pairing.match is None
    assert pairing.place is None
    assert not pairing.is_significant


def test_the_same_generator_gives_the_same_comparison(record: RunRecord) -> None:
    first, second = compared(record), compared(record)
    assert first.chance == second.chance
    assert [one.match for one in first.pairings] == [one.match for one in second.pairings]


def test_kernels_of_ones_own_are_matched_with(record: RunRecord) -> None:
    own = learned_of(record)[1].kernel.replace(name="my find")
    pairing = compared(record, MatchChoice("mine", PLAIN), own).pairings[1]
    assert pairing.match is not None
    assert pairing.match.classical.name == "my find"
    assert pairing.match.score == pytest.approx(1)


def test_an_empty_bank_of_ones_own_is_refused(record: RunRecord) -> None:
    with pytest.raises(UseCaseError, match="no kernel of your own"):
        compared(record, MatchChoice("mine"), Kernel(np.zeros((3, 3)), name="nothing"))


def test_a_layer_that_is_none_is_refused_with_those_there_are(record: RunRecord) -> None:
    with pytest.raises(UseCaseError, match="there are"):
        compared(record, MatchChoice("presets", layer="conv9"))


def test_progress_grows_to_the_end(record: RunRecord) -> None:
    told: list[Progress] = []
    random = np.random.default_rng(0)
    run(compare_banks(record, MatchChoice("presets"), random=random), told.append)
    shares = [progress.fraction for progress in told]
    assert len(shares) > 8
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_match_brought_to_fit_is_what_it_was_made_of(record: RunRecord) -> None:
    goal = turn_90(preset("sobel-x")).replace(weights=-0.3 * turn_90(preset("sobel-x")).weights)
    pairing = compared(planted(record, 2, goal)).pairings[2]
    assert pairing.match is not None
    model = fitted(pairing.match, pairing.learned.kernel)
    assert model.weights == pytest.approx(goal.weights, abs=1e-6)
    assert model.anchor == pairing.learned.kernel.anchor
