"""The sums behind an epoch's running means."""

from dataclasses import dataclass


@dataclass
class RunningSums:
    """Over the batches of an epoch so far: `judged` counts the answers that `correct` is of."""

    loss: float = 0.0
    seen: int = 0
    correct: int = 0
    judged: int = 0

    def add(self, *, loss: float, seen: int, correct: int, judged: int) -> None:
        """Add a batch."""
        self.loss += loss
        self.seen += seen
        self.correct += correct
        self.judged += judged

    @property
    def mean_loss(self) -> float:
        """The mean loss of a sample."""
        return self.loss / max(1, self.seen)

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.correct / max(1, self.judged)
