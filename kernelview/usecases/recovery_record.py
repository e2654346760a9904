"""A recovered kernel and the way to it as a kept experiment."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import isfinite, nan

from kernelview.learn.descending import DescentStep
from kernelview.learn.experiments import ExperimentRecord, Plot, Series, Table
from kernelview.learn.experiments.tables import Cell
from kernelview.learn.recovery import Recovery
from kernelview.learn.recovery_words import determinedness, truth_words


def recovery_record(
    recovery: Recovery,
    steps: Sequence[DescentStep] = (),
    *,
    made: datetime,
    seconds: float,
    settings: Mapping[str, str],
) -> ExperimentRecord:
    """Return a recovery as it is kept; `steps` are those of a descent, () of least squares."""
    tables = {"kernel": _kernel_table(recovery), "facts": _facts_table(recovery)}
    if steps:
        tables["descent"] = _descent_table(steps)
    conclusions = [*determinedness(recovery), *recovery.notes]
    if recovery.truth is not None:
        conclusions.append(truth_words(recovery.truth))
    plots = (_descent_plot(steps),) if len(steps) > 1 else ()
    return ExperimentRecord(
        "recover", made, seconds, dict(settings), tables, tuple(conclusions), plots
    )


def _kernel_table(recovery: Recovery) -> Table:
    """Return a row a weight, counted from 1, and one for the offset, which stands nowhere."""
    columns = recovery.kernel.shape[1]
    weights = recovery.kernel.effective_weights.ravel().tolist()
    errors = recovery.standard_errors.ravel().tolist()
    rows: list[tuple[Cell, ...]] = [
        (place // columns + 1, place % columns + 1, weight, error)
        for place, (weight, error) in enumerate(zip(weights, errors, strict=True))
    ]
    return Table(("row", "column", "weight", "standard_error"), tuple(rows))


def _facts_table(recovery: Recovery) -> Table:
    left, truth = recovery.left, recovery.truth
    rows: list[tuple[str, Cell]] = [
        ("method", recovery.method),
        ("verdict", recovery.verdict),
        ("offset", recovery.offset),
        ("standard error of the offset", recovery.offset_error),
        ("largest standard error over largest weight", recovery.relative_error),
        ("left over, RMS", left.rms),
        ("rounding leaves, RMS", recovery.expected_noise),
        ("lossy packing leaves, RMS", recovery.packing_noise),
        ("explained share of the result's variance", left.explained),
        ("left over that follows the picture, share", left.follows),
        ("left over that pixels beyond the kernel explain, share", left.beyond),
        ("condition number", recovery.condition),
        ("weights the picture tells apart", recovery.determined),
        ("ridge over the windows' mean eigenvalue", recovery.ridge),
        ("windows used", recovery.windows),
        ("windows inside the picture", recovery.windows_inside),
        ("cut off to black or white, share", recovery.left_out),
    ]
    if truth is not None:
        rows += [
            ("distance from the truth, share", truth.relative),
            ("largest error of a weight", truth.largest),
            ("largest error in standard errors", truth.in_errors),
            ("gain on the truth", truth.gain),
            ("error of the offset", truth.offset),
        ]
    return Table(("fact", "value"), tuple(rows))


def _descent_table(steps: Sequence[DescentStep]) -> Table:
    rows = tuple(
        (
            step.step,
            step.residual_rms,
            step.distance,
            nan if step.truth_distance is None else step.truth_distance,
        )
        for step in steps
    )
    return Table(
        ("step", "left_over_rms", "distance_from_least_squares", "distance_from_truth"), rows
    )


def _descent_plot(steps: Sequence[DescentStep]) -> Plot:
    start = steps[0].residual_rms
    places = [float(step.step) for step in steps]
    series = [
        _series("Left over, of the start's", 0, places, _shares(steps, start)),
        _series("From least squares", 1, places, [step.distance for step in steps]),
    ]
    if steps[-1].truth_distance is not None:
        truths = [nan if one.truth_distance is None else one.truth_distance for one in steps]
        series.append(_series("From the truth", 2, places, truths))
    return Plot(
        name="descent",
        title="Gradient descent: what the kernel leaves over, and how far off it is",
        x_label="Step",
        y_label="Share",
        series=tuple(series),
        is_joined=True,
        is_log_y=True,
    )


def _shares(steps: Sequence[DescentStep], start: float) -> list[float]:
    return [step.residual_rms / start if start > 0 else nan for step in steps]


def _series(label: str, colour: int, places: Iterable[float], values: Iterable[float]) -> Series:
    """Return points for a logarithmic axis, which has no place for zero."""
    points = [
        (place, value)
        for place, value in zip(places, values, strict=True)
        if isfinite(value) and value > 0
    ]
    unknown = (nan,) * len(points)
    return Series(
        label,
        colour,
        tuple(place for place, _ in points),
        tuple(value for _, value in points),
        unknown,
        unknown,
    )
