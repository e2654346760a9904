"""Send an experiment's trainings to a Dask cluster: `pip install 'kernelview[cluster]'`.

Whoever runs the scheduler or a worker can run code here and there: connect to one's own only.
"""

import socket
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from kernelview.learn.experiments import Execute, Outcome, RunsTrial, Trial
from kernelview.usecases.errors import UseCaseError

# Dask's own, of which it tells the types only in part.
Client = Any
Future = Any

# How often a training is sent again that Dask has given up, having lost a few workers on it.
RETRIES = 2
_POLL_SECONDS = 0.2
# A training takes all of a machine's processors: a worker does one at a time.
_ONE_AT_A_TIME = Lock()


def on_cluster(address: str, *, retries: int = RETRIES, connect_seconds: float = 10.0) -> Execute:
    """Return what runs trials on the workers of the scheduler at `address`.

    A lost worker's trials are done again elsewhere: Dask tries four workers, and is asked again
    `retries` times. While there is no worker it waits for one. Start workers with one thread
    each; a training takes what processors there are. Raises UseCaseError where Dask is not
    installed, or nobody answers at the address or any more.
    """
    distributed = _imported()

    def execute(
        trials: Sequence[Trial], trainer: RunsTrial
    ) -> Generator[tuple[int, Outcome] | None, None, None]:
        with _connected(distributed, address, connect_seconds) as client:
            yield from _Sending(distributed, client, trials, trainer, retries).results()

    return execute


def _imported() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UseCaseError(
            "a cluster needs Dask, which is not installed: pip install 'kernelview[cluster]'"
        ) from error
    return distributed


@contextmanager
def _connected(distributed: Any, address: str, seconds: float) -> Iterator[Client]:
    try:
        _knock(address, seconds)
        client = distributed.Client(address, timeout=seconds, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UseCaseError(f"no Dask scheduler answers at {address!r}: {error}") from error
    with client:
        yield client


def _knock(address: str, seconds: float) -> None:
    """See whether anybody is there: Dask's client leaves a thread behind where nobody is."""
    from distributed.comm.addressing import get_address_host_port

    socket.create_connection(get_address_host_port(address), timeout=seconds).close()


class _Sending:
    """The trials that are on their way."""

    def __init__(
        self,
        distributed: Any,
        client: Client,
        trials: Sequence[Trial],
        trainer: RunsTrial,
        retries: int,
    ) -> None:
        self._distributed, self._client, self._retries = distributed, client, retries
        self._trials = trials
        # Made on a worker, the trainer can be made again on another; data sent there could not.
        self._trainer = self._shared(trainer)
        self._waiting = {self._submit(index): index for index in range(len(trials))}
        self._losses = [0] * len(trials)

    def results(self) -> Generator[tuple[int, Outcome] | None, None, None]:
        """Yield what comes back; None about five times a second."""
        try:
            while self._waiting:
                yield from self._arrived()
                yield None
        finally:
            self._client.cancel([*self._waiting])

    def _shared(self, trainer: RunsTrial) -> Future:
        import dask

        # The pictures are large, and are sent once.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"}):
            return self._client.submit(_same, trainer, pure=False, retries=self._retries)

    def _submit(self, index: int) -> Future:
        return self._client.submit(
            _outcome, self._trainer, self._trials[index], pure=False, retries=0
        )

    def _arrived(self) -> Iterator[tuple[int, Outcome]]:
        # Nothing yet, or something lost: each future's status tells more.
        with suppress(TimeoutError, self._distributed.CancelledError), self._client.as_current():
            self._distributed.wait(
                [*self._waiting], timeout=_POLL_SECONDS, return_when="FIRST_COMPLETED"
            )
        self._check_connection()
        done = [future for future in self._waiting if future.done()]
        for future in done:
            index = self._waiting.pop(future)
            outcome = self._outcome_of(future, index)
            if outcome is not None:
                yield index, outcome

    def _outcome_of(self, future: Future, index: int) -> Outcome | None:
        """Return a finished trial's outcome; None where it was lost and is on its way again."""
        if future.status == "finished":
            outcome: Outcome = future.result()
            return outcome
        error = future.exception() if future.status == "error" else None
        is_lost = error is None or isinstance(error, self._distributed.KilledWorker)
        if error is not None and not is_lost:
            raise error
        self._losses[index] += 1
        if self._losses[index] > self._retries:
            trial = self._trials[index]
            raise UseCaseError(f"{trial} was lost with its worker {self._losses[index]} times")
        self._waiting[self._submit(index)] = index
        return None

    def _check_connection(self) -> None:
        if self._client.status != "running":
            raise UseCaseError("the Dask scheduler is gone; the trainings done are lost with it")


def _same(trainer: RunsTrial) -> RunsTrial:
    return trainer


def _outcome(trainer: RunsTrial, trial: Trial) -> Outcome:
    with _ONE_AT_A_TIME:
        return trainer(trial)
