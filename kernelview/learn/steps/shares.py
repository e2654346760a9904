"""How a batch is cut: the same way whatever the number of threads, so that sums are the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from kernelview.learn.steps.chain import kept_numbers
from kernelview.learn.steps.step import Step

# Micro-batches are dealt to so many chains, each with sums of its own.
LANES = 4
# With fewer samples Python and its lock take too long beside the arithmetic, with more the
# arrays of convolutions outgrow the cache.
_FEWEST_SAMPLES = 16
_MOST_SAMPLES = 24
# Microseconds of work that are worth a turn of their own.
_LEAST_WORK = 250.0
# Numbers kept for the whole of a round: 64 MB of float32.
_MOST_KEPT = 1 << 24


@dataclass(frozen=True)
class Shares:
    """A batch of `count` in rounds, each in micro-batches; several of those go on at once."""

    count: int
    round_size: int
    micro_size: int

    def rounds(self) -> Iterator[slice]:
        """Return the rounds of a batch, one after the other."""
        return _cut(self.count, self.round_size)

    def micro_batches(self, count: int) -> list[slice]:
        """Return the micro-batches of a round of `count`."""
        return list(_cut(count, self.micro_size))


def share_samples(steps: list[Step], count: int, *, training: bool) -> Shares:
    """Return how a batch is cut; what looks at whole batches gets them whole."""
    if training and any(step.whole_batch for step in steps):
        return Shares(count, max(1, count), max(1, count))
    work = sum(step.work() for step in steps)
    worth_a_turn = int(_LEAST_WORK / max(work, 1e-3)) + 1
    fair = -(-count // LANES)
    size = max(worth_a_turn, _FEWEST_SAMPLES, min(fair, _MOST_SAMPLES))
    kept = max(1, kept_numbers(steps))
    turns = max(LANES, _MOST_KEPT // kept // size)
    return Shares(count, size * turns, size)


def _cut(count: int, size: int) -> Iterator[slice]:
    return (slice(start, min(start + size, count)) for start in range(0, count, size))
