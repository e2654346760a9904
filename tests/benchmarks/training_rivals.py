"""Our end of the line to the peers' processes."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.benchmarks.training_networks import Case

SCRIPT = Path(__file__).with_name("training_peers.py")
# The name in tables, and that which the peers' script knows.
RIVALS = {
    "Keras": "keras",
    "Keras, XLA": "keras-jit",
    "PyTorch": "torch",
    "PyTorch, channels last": "torch-channels-last",
}


class Rival:
    """A process that builds a network and trains for an epoch when it is asked to."""

    def __init__(self, name: str, python: Path, pictures: Path) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [str(python), str(SCRIPT), RIVALS[name], str(pictures)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def build(self, case: Case, *, seed: int = 0) -> None:
        """Make and compile the network."""
        self._ask(
            do="build",
            layers=[dict(options) for options in case.network.layers],
            data=case.network.data,
            batch=case.batch,
            images=case.images,
            seed=seed,
        )

    def epoch(self) -> float:
        """Train for an epoch; return the seconds."""
        return float(self._ask(do="epoch")["seconds"])

    def accuracy(self, case: Case) -> float:
        """Return the accuracy on the pictures after the first `case.images`."""
        del case
        return float(self._ask(do="accuracy")["accuracy"])

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=60)

    def _ask(self, **order: Any) -> dict[str, Any]:
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError(f"{self.name} has no line to it")
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended: is it installed for that Python?")
        found: dict[str, Any] = json.loads(line)
        return found
