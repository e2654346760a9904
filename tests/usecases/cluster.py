"""A real Dask scheduler and workers on the loopback address, and a training that kills one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kernelview.jobs import Job
from kernelview.learn.experiments import Outcome, RunsTrial, Trial

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """Start a scheduler and workers of a process each; end them all."""
    place = folder / "scheduler.json"
    with ExitStack() as stack:
        words = ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        scheduler = stack.enter_context(_process(*words, "--scheduler-file", str(place)))
        address = _address(place, scheduler)
        words = ("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        local = ("--host", "127.0.0.1", "--local-directory", str(folder))
        started = [stack.enter_context(_process(*words, *local)) for _ in range(workers)]
        yield Cluster(address, scheduler, tuple(started))


@contextmanager
def _process(program: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _address(place: Path, scheduler: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and scheduler.poll() is None:
        try:
            return str(json.loads(place.read_text("utf-8"))["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")


@dataclass(frozen=True)
class DeadlyTrainer:
    """Trains as `trainer` does, but one trial ends its process `deaths` times in the middle."""

    trainer: RunsTrial
    deadly: Trial
    folder: Path
    deaths: int = 1

    def __call__(self, trial: Trial) -> Outcome:
        job = self.job(trial)
        while True:
            try:
                next(job)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome

    def job(self, trial: Trial) -> Job[Outcome]:
        job = self.trainer.job(trial)
        yield next(job)
        if trial == self.deadly and len(self.dead()) < self.deaths:
            (self.folder / f"{os.getpid()}.dead").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return (yield from job)

    def dead(self) -> list[int]:
        """Return the processes that ended."""
        return [int(path.stem) for path in self.folder.glob("*.dead")]


@dataclass(frozen=True)
class FailingTrainer:
    """Fails as a mistake in the code would."""

    def __call__(self, trial: Trial) -> Outcome:
        raise ZeroDivisionError(f"no such luck with seed {trial.seed}")

    def job(self, trial: Trial) -> Job[Outcome]:
        yield from ()
        return self(trial)
