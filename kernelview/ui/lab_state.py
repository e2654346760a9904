"""Where the training lab stands."""

from typing import Literal

# finished: there is a trained network, and Train goes on with it.
LabState = Literal["no-data", "loading", "ready", "training", "paused", "finished"]
