"""Frozen banks: what each bank does to the first layer, pairs, tables, cancelling."""

import pickle
from collections.abc import Iterator

import numpy as np
import pytest

from kernelview.jobs import run
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import (
    BANK_KINDS,
    BankKind,
    ExperimentProgress,
    FrozenBanks,
    KernelBank,
    Trainer,
    Trial,
    frozen_banks,
    known_bank,
    known_banks,
)
from kernelview.learn.experiments.trainer import subset
from kernelview.learn.sequential import Sequential
from tests.learn.experiment_samples import BANK, SETUP, Told, bar_pictures, saying

TRIALS = tuple(Trial(bank, 3, 40, 3) for bank in BANK_KINDS)


def networks(bank: BankKind, *, epochs: int = 3) -> tuple[Sequential, Sequential]:
    """Return the network of a trial before and after it."""
    trainer = Trainer(SETUP, bar_pictures())
    trial = Trial(bank, 3, 40, epochs)
    return trainer.network(trial), run(trainer.trained(trial))[0]


def patterns_of(model: Sequential) -> np.ndarray:
    kernels = model.layers[0].parameters[0].values[:, :, 0]
    return np.asarray(kernels / np.sqrt(np.mean(kernels**2, axis=(0, 1))))


@pytest.mark.parametrize("bank", ["fixed", "fitted", "warm"])
def test_a_hand_made_bank_starts_as_the_kernels_as_strong_as_the_random_start(
    bank: BankKind,
) -> None:
    before, random = networks(bank)[0], networks("random")[0]
    assert np.allclose(patterns_of(before), BANK.patterns(), atol=1e-6)
    strengths = [np.mean(one.layers[0].parameters[0].values ** 2) for one in (before, random)]
    assert strengths[0] == pytest.approx(strengths[1])
    assert np.array_equal(before.get_weights()[2], random.get_weights()[2])


@pytest.mark.parametrize("bank", ["fixed", "random"])
def test_frozen_kernels_stay_to_the_last_bit_while_the_rest_learns(bank: BankKind) -> None:
    before, after = (one.get_weights() for one in networks(bank))
    assert before[0].tobytes() == after[0].tobytes()
    assert before[1].tobytes() == after[1].tobytes()
    assert not np.allclose(before[2], after[2])


def test_fitted_gains_change_the_strength_of_a_kernel_and_not_its_pattern() -> None:
    before, after = networks("fitted")
    assert np.allclose(np.abs(patterns_of(after)), np.abs(patterns_of(before)), atol=1e-5)
    strengths = [np.abs(one.get_weights()[0]).max(axis=(0, 1, 2)) for one in (before, after)]
    assert np.abs(strengths[1] / strengths[0] - 1).min() > 1e-3
    assert np.abs(after.get_weights()[1]).max() > 0


@pytest.mark.parametrize("bank", ["learned", "warm"])
def test_learned_kernels_leave_their_start(bank: BankKind) -> None:
    before, after = networks(bank)
    assert not np.allclose(patterns_of(before), patterns_of(after), atol=1e-3)


@pytest.mark.parametrize("trial", TRIALS)
def test_a_trial_gives_the_same_outcome_bit_for_bit_even_when_it_was_sent(trial: Trial) -> None:
    trainer = Trainer(SETUP, bar_pictures())
    sent, sent_trial = pickle.loads(pickle.dumps((trainer, trial)))  # noqa: S301 - our own
    assert trainer(trial) == sent(sent_trial) == trainer(trial)


def test_the_pictures_of_a_seed_keep_the_shares_of_the_classes_and_grow_by_adding() -> None:
    pictures = bar_pictures(300).train
    few, many = (subset(pictures, count, seed=4) for count in (30, 90))
    assert np.array_equal(few.images, many.images[:30])
    assert np.abs(few.counts() / 30 - pictures.counts() / len(pictures)).max() < 0.05
    assert not np.array_equal(few.images, subset(pictures, 30, seed=5).images)
    with pytest.raises(LearnError, match="1 to 240"):
        subset(pictures, 241, seed=4)


def test_the_table_is_that_of_the_trials_whatever_order_they_finish_in() -> None:
    def accuracy(trial: Trial) -> float:
        return 0.5 + 0.01 * trial.seed + 0.1 * BANK_KINDS.index(trial.bank)

    pictures = bar_pictures()
    first = run(frozen_banks(SETUP, pictures, execute=saying(accuracy)))
    second = run(frozen_banks(SETUP, pictures, execute=saying(accuracy, backwards=True)))
    assert first == second
    assert [row.seed for row in first.trials] == [seed for seed in range(5) for _ in BANK_KINDS]
    assert [row.accuracy.mean for row in first.banks] == pytest.approx(
        [0.52, 0.62, 0.72, 0.82, 0.92]
    )


def test_differences_are_taken_pair_by_pair_of_a_seed() -> None:
    def accuracy(trial: Trial) -> float:
        # The seeds differ a lot, the banks by 0.1 within each.
        return 0.1 * trial.seed + (0.1 if trial.bank == "learned" else 0.0)

    job = frozen_banks(SETUP, bar_pictures(), banks=("learned", "random"), execute=saying(accuracy))
    (found,) = run(job).comparisons
    assert found.difference.mean == pytest.approx(0.1)
    assert found.is_told


def test_results_so_far_are_told_as_they_come() -> None:
    job = frozen_banks(SETUP, bar_pictures(), seeds=(0, 1), epochs=1)
    told: list[ExperimentProgress] = []
    whole = run(job, lambda one: told.append(one) if isinstance(one, ExperimentProgress) else None)
    partial = [one.partial for one in told if one.partial is not None]
    assert [len(one.trials) for one in partial] == list(range(1, 11))
    assert partial[-1] == whole
    assert partial[3].trials == whole.trials[:4]
    assert told[0].total == 10


def test_closing_the_job_closes_what_runs_the_trials() -> None:
    closed = []
    kept = []

    def endless() -> Iterator[None]:
        try:
            while True:
                yield None
        finally:
            closed.append(True)

    def execute(trials: object, trainer: object) -> Iterator[None]:
        # Somebody else still knows it: it is not closed by being forgotten.
        kept.append(endless())
        return kept[0]

    job = frozen_banks(SETUP, bar_pictures(), execute=execute)
    next(job)
    job.close()
    assert closed == [True]


def test_results_so_far_are_in_the_order_of_the_table() -> None:
    execute = saying(lambda trial: 0.1 * trial.seed, backwards=True)
    told: list[ExperimentProgress] = []
    job = frozen_banks(SETUP, bar_pictures(), execute=execute)
    run(job, lambda one: told.append(one) if isinstance(one, ExperimentProgress) else None)
    third = [one.partial for one in told if one.partial is not None][2]
    assert [(row.bank, row.seed) for row in third.trials] == [
        ("random", 4), ("learned", 4), ("warm", 4),
    ]  # fmt: skip


def test_a_picture_more_for_each_of_two_seeds_is_no_difference_that_can_be_told() -> None:
    # Of 20 test pictures one more is right, both times: the spread is less than can be seen.
    execute = saying(lambda trial: 0.5 + 0.05 * (trial.bank == "learned"))
    job = frozen_banks(
        SETUP, bar_pictures(), seeds=(0, 1), banks=("fixed", "learned"), execute=execute
    )
    result = run(job)
    assert not result.comparisons[0].is_told
    assert "no difference can be told" in result.conclusions[1]


@pytest.mark.parametrize("ahead", ["fixed", "learned"])
def test_the_sentence_names_the_better_bank_first_with_its_gain_and_interval(ahead: str) -> None:
    def accuracy(trial: Trial) -> float:
        return 0.5 + (0.2 + 0.01 * trial.seed) * (trial.bank == ahead)

    job = frozen_banks(SETUP, bar_pictures(), banks=("fixed", "learned"), execute=saying(accuracy))
    labels = ["“hand-made, fixed gains”", "“learned”"]
    better, worse = labels if ahead == "fixed" else labels[::-1]
    assert (
        run(job)
        .conclusions[1]
        .startswith(f"{better} beats {worse} by 22.0 points (95 % interval +20.0 to +24.0, p = ")
    )


def test_the_same_seeds_give_the_same_table_bit_for_bit() -> None:
    def table() -> FrozenBanks:
        return run(frozen_banks(SETUP, bar_pictures(), seeds=(0, 1), epochs=2))

    assert repr(table()) == repr(table())


def test_trials_that_never_come_back_are_missed() -> None:
    with pytest.raises(LearnError, match="only 0"):
        run(frozen_banks(SETUP, bar_pictures(), execute=lambda trials, trainer: iter(())))


@pytest.mark.parametrize(("seeds", "banks"), [((), BANK_KINDS), ((1, 1), BANK_KINDS), ((1,), ())])
def test_nothing_to_compare_is_refused(seeds: tuple[int, ...], banks: tuple[BankKind, ...]) -> None:
    with pytest.raises(LearnError, match="at least one"):
        run(frozen_banks(SETUP, bar_pictures(), seeds=seeds, banks=banks))


def test_banks_are_known_by_name_and_hold_patterns_of_one_strength() -> None:
    for bank in known_banks():
        assert known_bank(bank.name) == bank
        assert np.allclose(np.mean(bank.patterns() ** 2, axis=(0, 1)), 1)
    with pytest.raises(LearnError, match="edges-and-lines"):
        known_bank("nothing")


def test_a_bank_without_a_pattern_is_refused() -> None:
    with pytest.raises(LearnError, match="zeros"):
        KernelBank("blank", (Kernel([[0.0]]),))
    with pytest.raises(LearnError, match="1 to 256"):
        KernelBank("none", ())


def test_told_outcomes_can_be_asked_for_by_steps() -> None:
    trial = TRIALS[0]
    told = Told(lambda _: 0.25)
    assert run(told.job(trial)) == told(trial)
