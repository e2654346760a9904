"""Experiments on loaded pictures: the plan is carried out, the same each time."""

import pytest

from kernelview.jobs import Progress, run
from kernelview.kernels import preset
from kernelview.learn.choices import Augmentation, DataChoice, TrainingSettings
from kernelview.learn.experiments import (
    DataHunger,
    ExperimentProgress,
    FrozenBanks,
    KernelBank,
    Setup,
    run_here,
)
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.run_experiment import ExperimentPlan, run_ablation, run_experiment
from tests.usecases.training_samples import NETWORK, digits, trained

BANK = KernelBank("small", (preset("sobel-x"), preset("sobel-y")))
SETUP = Setup(NETWORK, BANK, TrainingSettings(batch_size=16))
DATA = DataChoice("digits-8x8", limit=100)
FROZEN = ExperimentPlan("frozen", DATA, SETUP, seeds=(0, 1), epochs=1)
HUNGER = ExperimentPlan("hunger", DATA, SETUP, seeds=(0, 1), epochs=1, counts=(10, 80))


@pytest.mark.parametrize("plan", [FROZEN, HUNGER])
def test_the_same_plan_gives_the_same_table_bit_for_bit(plan: ExperimentPlan) -> None:
    assert repr(run(run_experiment(plan))) == repr(run(run_experiment(plan)))


def test_the_kind_decides_what_comes_out_and_results_come_on_the_way() -> None:
    told: list[Progress] = []
    assert isinstance(run(run_experiment(FROZEN), told.append), FrozenBanks)
    results = [one.partial for one in told if isinstance(one, ExperimentProgress) and one.partial]
    assert len(results) == 10
    assert isinstance(run(run_experiment(HUNGER)), DataHunger)
    with pytest.raises(UseCaseError, match="frozen, hunger"):
        ExperimentPlan("nothing")  # type: ignore[arg-type]


def test_pictures_are_varied_as_the_data_says() -> None:
    varied = DataChoice("digits-8x8", limit=100, augmentation=Augmentation(noise=0.5))
    plan = ExperimentPlan("frozen", varied, SETUP, seeds=(0, 1), epochs=1)
    losses = [[row.loss for row in run(run_experiment(one)).trials] for one in (FROZEN, plan, plan)]
    assert losses[0] != losses[1]
    assert losses[1] == losses[2]


def test_a_plan_can_be_closed_in_the_middle_of_a_training() -> None:
    job = run_experiment(FROZEN)
    for _ in range(3):
        next(job)
    job.close()
    with pytest.raises(StopIteration):
        next(job)


def test_trials_are_run_by_whoever_is_passed_in() -> None:
    asked = []

    def execute(trials, trainer):  # type: ignore[no-untyped-def]
        asked.append(len(trials))
        yield from run_here(trials, trainer)

    run(run_experiment(FROZEN, execute=execute))
    assert asked == [10]


def test_a_kept_network_loses_its_kernels_one_by_one() -> None:
    record = trained().record
    found = run(run_ablation(record, digits().test, replacements={0: preset("sobel-x")}))
    assert found.accuracy == record.accuracy
    assert len(found.rows) == 5


def test_tables_are_plain_cells_under_names() -> None:
    hunger = run(run_experiment(HUNGER))
    assert [*hunger.tables] == ["trials", "points", "averages", "comparisons", "crossings"]
    for table in hunger.tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(isinstance(cell, str | int | float) for row in table.rows for cell in row)
    points = hunger.tables["points"]
    assert points.columns == (
        "bank", "count", "accuracy_mean", "accuracy_spread", "accuracy_low", "accuracy_high",
        "accuracy_count",
    )  # fmt: skip
    assert points.rows[0][:2] == ("fixed", 10)
