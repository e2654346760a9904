"""Trials on a cluster: the table of this process, also when a worker dies on the way."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kernelview.jobs import run
from kernelview.learn.choices import TrainingSettings
from kernelview.learn.experiments import BANK_KINDS, Setup, Trainer, Trial, run_here
from kernelview.usecases.dask_trials import on_cluster
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.run_experiment import run_experiment
from tests.usecases.cluster import ROOT, Cluster, DeadlyTrainer, FailingTrainer, cluster
from tests.usecases.test_run_experiment import BANK, FROZEN, HUNGER
from tests.usecases.training_samples import NETWORK, digits

TRIALS = tuple(Trial(bank, seed, 80, 3) for seed in (0, 1) for bank in BANK_KINDS)


def trainer() -> Trainer:
    return Trainer(Setup(NETWORK, BANK, TrainingSettings(batch_size=16)), digits())


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.mark.parametrize("plan", [FROZEN, HUNGER])
def test_a_cluster_gives_the_table_of_this_process_bit_for_bit(
    two_workers: Cluster, plan: object
) -> None:
    here = run(run_experiment(plan))  # type: ignore[arg-type]
    there = run(run_experiment(plan, execute=on_cluster(two_workers.address)))  # type: ignore[arg-type]
    assert repr(here) == repr(there)


def test_a_lost_worker_s_trials_are_done_again(tmp_path: Path) -> None:
    deadly = DeadlyTrainer(trainer(), TRIALS[3], tmp_path)
    with cluster(tmp_path, workers=2) as started:
        arrived = [*filter(None, on_cluster(started.address)(TRIALS, deadly))]
        dead = [one.pid for one in started.workers if one.poll() is not None]
    assert deadly.dead() == dead
    assert len(dead) == 1
    expected = dict(filter(None, run_here(TRIALS, trainer())))
    assert dict(arrived) == expected
    assert len(arrived) == len(TRIALS)


@pytest.mark.parametrize("retries", [0, 1])
def test_a_trial_that_kills_worker_after_worker_is_sent_again_as_often_as_said(
    tmp_path: Path, retries: int
) -> None:
    # Dask itself gives a trial up after four.
    deadly = DeadlyTrainer(trainer(), TRIALS[0], tmp_path, deaths=4)
    with cluster(tmp_path, workers=5) as started:
        arriving = on_cluster(started.address, retries=retries)(TRIALS[:1], deadly)
        if retries:
            assert [*filter(None, arriving)] == [(0, trainer()(TRIALS[0]))]
        else:
            with pytest.raises(UseCaseError, match="lost with its worker"):
                list(arriving)
    assert len(deadly.dead()) == 4


def test_a_mistake_in_a_trial_is_no_lost_worker(two_workers: Cluster) -> None:
    with pytest.raises(ZeroDivisionError, match="no such luck"):
        list(on_cluster(two_workers.address)(TRIALS, FailingTrainer()))


def test_closing_takes_back_what_was_sent(two_workers: Cluster) -> None:
    slow = [Trial("learned", seed, 80, 500) for seed in range(20)]
    arriving = on_cluster(two_workers.address)(slow, trainer())
    assert next(iter(arriving)) is None
    arriving.close()  # type: ignore[attr-defined]
    # They would take far longer than these.
    assert len([*filter(None, on_cluster(two_workers.address)(TRIALS[:2], trainer()))]) == 2


def test_a_scheduler_that_ends_is_missed(tmp_path: Path) -> None:
    slow = [Trial("learned", seed, 80, 2000) for seed in range(20)]
    with cluster(tmp_path, workers=1) as started:
        arriving = on_cluster(started.address)(slow, trainer())
        next(iter(arriving))
        started.scheduler.kill()
        with pytest.raises(UseCaseError, match="scheduler is gone"):
            list(arriving)


def test_an_address_where_nobody_answers_is_refused() -> None:
    for address in ("tcp://127.0.0.1:9", "no address"):
        with pytest.raises(UseCaseError, match="no Dask scheduler"):
            list(on_cluster(address, connect_seconds=0.5)(TRIALS, trainer()))


def test_without_dask_it_says_what_to_install() -> None:
    script = (
        "import sys\n"
        "sys.modules['distributed'] = None\n"
        "from kernelview.usecases.dask_trials import on_cluster\n"
        "from kernelview.usecases.errors import UseCaseError\n"
        "try:\n    on_cluster('tcp://127.0.0.1:1')\n"
        "except UseCaseError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pip install 'kernelview[cluster]'" in done.stdout
