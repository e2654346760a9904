"""Recover known kernels from what they make of a picture in 8 bits: how near does one come?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kernelview.document.image import Image
from kernelview.engine import Convolve, Pipeline, render
from kernelview.jobs import Job
from kernelview.kernels import Kernel, preset
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import Plot, Series, Table
from kernelview.learn.experiments.tables import as_table
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovery import Recovery, Verdict
from kernelview.usecases.progress import part_of
from kernelview.usecases.recover_kernel import recover_kernel

USUAL_PRESETS = (
    "gaussian-3", "gaussian-5", "box-3", "motion-blur", "sharpen", "unsharp-5", "sobel-x",
    "laplacian-8", "emboss",
)  # fmt: skip
# What float64 cannot tell from no error; a logarithm needs a number.
NO_ERROR = 1e-16
_NEAR = 0.01
_NAN = float("nan")


@dataclass(frozen=True)
class RecoveredRow:
    """A kernel and how near the recovered one is.

    `error` is the norm of the difference over the norm of the truth, `largest` the largest
    difference of a weight, `left_out` the share of the result that was cut off. `failure` says
    why nothing was found.
    """

    kernel: str
    rows: int
    columns: int
    verdict: str
    method: str
    error: float
    largest: float
    offset: float
    condition: float
    left_out: float
    failure: str


@dataclass(frozen=True)
class RecoveredPresets:
    """The result: a line a kernel, recovered from the picture named."""

    picture: str
    rows: tuple[RecoveredRow, ...]

    @property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, of plain cells."""
        return {"recovered": as_table(RecoveredRow, self.rows)}

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What the numbers say."""
        near = [row for row in self.rows if row.error <= _NEAR]
        found = [row for row in self.rows if not np.isnan(row.error)]
        near_words = (
            f"From {self.picture} and its 8-bit result, in which values below black and above "
            f"white are cut off, {len(near)} of {len(self.rows)} kernels are recovered to within "
            f"{100 * _NEAR:.0f} % of their norm."
        )
        sentences = [near_words]
        if found:
            worst = max(found, key=lambda row: row.error)
            sentences.append(
                f"The largest error is that of {worst.kernel}: {_share(worst.error)} of its norm."
            )
        sentences += [_failed(row) for row in self.rows if not _is_trusted(row)]
        return tuple(sentences)

    @property
    def plots(self) -> tuple[Plot, ...]:
        """The errors side by side."""
        errors = tuple(max(row.error, NO_ERROR) for row in self.rows)
        nothing = (_NAN,) * len(errors)
        places = tuple(float(place) for place in range(len(errors)))
        series = Series("recovered", 0, places, errors, nothing, nothing)
        return (
            Plot(
                name="recover",
                title=f"Error of kernels recovered from {self.picture} and its 8-bit result",
                x_label="",
                y_label="error over the kernel's norm",
                series=(series,),
                ticks=tuple(row.kernel for row in self.rows),
                is_share=False,
                is_log_y=True,
            ),
        )


def recover_presets(
    image: Image, names: Sequence[str] = USUAL_PRESETS, *, seed: int = 0
) -> Job[RecoveredPresets]:
    """Filter the picture with each preset, round and clip to 8 bits, and find it again."""
    rows = []
    for number, name in enumerate(names):
        job = _recovered(image, preset(name), name, seed)
        rows.append((yield from part_of(job, index=number, count=len(names), message=name)))
    return RecoveredPresets(image.name, tuple(rows))


def _recovered(image: Image, kernel: Kernel, name: str, seed: int) -> Job[RecoveredRow]:
    pipeline = Pipeline((Convolve(kernel),))
    result = yield from part_of(
        render(image.pixels, pipeline, "clamp", dtype=np.uint8), index=0, count=2
    )
    after = Image(result.pixels, name=f"{image.name} after {name}")
    settings = RecoverySettings(size=kernel.shape, truth=kernel, seed=seed)
    empty = RecoveredRow(
        name, *kernel.shape, "", "", _NAN, _NAN, _NAN, _NAN, _NAN, "nothing was found"
    )
    try:
        found = yield from part_of(recover_kernel(image, after, settings), index=1, count=2)
    except LearnError as error:
        return replace(empty, failure=str(error))
    return _row(empty, found)


def _row(empty: RecoveredRow, found: Recovery) -> RecoveredRow:
    truth = found.truth
    if truth is None:
        return empty
    return replace(
        empty,
        verdict=found.verdict,
        method=found.method,
        error=truth.relative,
        largest=truth.largest,
        offset=truth.offset,
        condition=found.condition,
        left_out=found.left_out,
        failure="",
    )


def _is_trusted(row: RecoveredRow) -> bool:
    trusted: tuple[Verdict, ...] = ("well", "roughly")
    return row.verdict in trusted


def _failed(row: RecoveredRow) -> str:
    if row.failure:
        return f"{row.kernel} cannot be recovered: {row.failure}."
    verdicts = {
        "undetermined": "the picture does not tell its weights apart",
        "not linear": "no kernel of its size explains what is left",
    }
    return f"{row.kernel} cannot be trusted: {verdicts[row.verdict]}."


def _share(share: float) -> str:
    return f"{100 * share:.2f} %" if share >= 1e-4 else f"{100 * share:.2g} %"
