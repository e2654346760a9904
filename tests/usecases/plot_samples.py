"""Small plots of each kind, made by hand."""

from math import nan

from kernelview.learn.experiments import Plot, Series

BANKS = Plot(
    name="frozen-banks",
    title="Accuracy with each bank",
    x_label="",
    y_label="test accuracy",
    series=(
        Series("by hand", 0, (0.0,), (0.9,), (0.88,), (0.92,)),
        Series("random", 2, (1.0,), (0.8,), (nan,), (nan,)),
    ),
    ticks=("by hand", "random"),
)
# The same experiment, earlier and with one bank more, in another order.
EARLIER_BANKS = Plot(
    name="frozen-banks",
    title="Accuracy with each bank",
    x_label="",
    y_label="test accuracy",
    series=(
        Series("learned", 3, (0.0,), (0.95,), (0.94,), (0.96,)),
        Series("by hand", 0, (1.0,), (0.85,), (0.84,), (0.86,)),
    ),
    ticks=("learned", "by hand"),
)
COUNTS = (25.0, 100.0, 400.0)
HUNGER = Plot(
    name="data-hunger",
    title="Accuracy against pictures",
    x_label="training pictures",
    y_label="test accuracy",
    series=(
        Series("by hand", 0, COUNTS, (0.5, 0.7, 0.9), (0.4, nan, 0.85), (0.6, nan, 1.0)),
        Series("learned", 3, COUNTS, (0.3, nan, 0.95), (0.2, nan, 0.9), (0.4, nan, 1.0)),
    ),
    is_joined=True,
    is_log_x=True,
)
ABLATION = Plot(
    name="ablation",
    title="What it loses",
    x_label="kernel of conv2d",
    y_label="change",
    series=(
        Series("silenced", 0, (0.0, 1.0), (-0.1, 0.02), (-0.2, -0.01), (0.0, 0.05)),
        Series("replaced", 1, (0.0, 1.0), (-0.05, 0.01), (-0.1, -0.1), (0.0, 0.1)),
    ),
    baseline=0.0,
)
PLOTS = {"banks": BANKS, "hunger": HUNGER, "ablation": ABLATION}
