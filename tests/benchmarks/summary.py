"""What many cases say together: geometric means, the worst case, who lost.

python -m tests.benchmarks.summary FILE...   (the --json files of several engine runs as one)
"""

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import OPENCV, PEERS
from tests.benchmarks.timing import Measured, Span, aligned

LARGE_SIDE = 13
# A case is lost when cv2.filter2D is faster by more than a tenth.
LOST = 1 / 1.1
COPY = "plain copy"


@dataclass(frozen=True)
class Outcome:
    """One measured case. `difference` is the largest one from filter2D, see `tolerance`."""

    picture: str
    kind: str
    side: int
    method: str
    reason: str
    difference: float
    measured: Measured

    @property
    def name(self) -> str:
        """The picture's name and the kernel's."""
        return f"{self.picture}, {self.measured.case}"

    @property
    def ratio(self) -> float:
        """filter2D's time over ours."""
        return self.measured.ratios[OPENCV]

    @property
    def span(self) -> Span:
        """Between which values that ratio lies."""
        return self.measured.spans.get(OPENCV, (self.ratio, self.ratio))


def geometric_mean(ratios: Sequence[float]) -> float:
    """Return the n-th root of the product; of no ratios, NaN."""
    if not ratios:
        return math.nan
    return math.exp(sum(math.log(ratio) for ratio in ratios) / len(ratios))


def losses(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the cases in which filter2D is faster by more than a tenth, the worst first."""
    lost = [outcome for outcome in outcomes if outcome.ratio < LOST]
    return sorted(lost, key=lambda outcome: outcome.ratio)


def facts(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the summary as JSON holds it."""
    worst = min(outcomes, key=lambda outcome: outcome.ratio, default=None)
    return {
        "cases": len(outcomes),
        "geometric_means": {
            peer: {
                "all": geometric_mean(_ratios(outcomes, peer, 0)),
                f"{LARGE_SIDE} and up": geometric_mean(_ratios(outcomes, peer, LARGE_SIDE)),
                "cases": len(_ratios(outcomes, peer, 0)),
            }
            for peer in PEERS
            if _ratios(outcomes, peer, 0)
        },
        "worst": [worst.name, worst.ratio] if worst is not None else None,
        "losses": [[lost.name, lost.ratio] for lost in losses(outcomes)],
    }


def _ratios(outcomes: Iterable[Outcome], peer: str, smallest: int) -> list[float]:
    return [
        outcome.measured.ratios[peer]
        for outcome in outcomes
        if peer in outcome.measured.ratios and outcome.side >= smallest
    ]


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the summary as text, losers as plainly as winners."""
    if not outcomes:
        return "No case was measured."
    parts = [_means(outcomes), _groups(outcomes, "kind"), _groups(outcomes, "method")]
    return "\n\n".join([*parts, _copies(outcomes), _lost(outcomes), _best(outcomes)])


def _means(outcomes: Sequence[Outcome]) -> str:
    rows = [["geometric mean of", "all", f"sizes >= {LARGE_SIDE}", "lowest", "highest", "cases"]]
    for peer in PEERS:
        ratios = _ratios(outcomes, peer, 0)
        if ratios:
            means = geometric_mean(ratios), geometric_mean(_ratios(outcomes, peer, LARGE_SIDE))
            cells = [_times(value) for value in (*means, min(ratios), max(ratios))]
            rows.append([f"{peer} / KernelView", *cells, str(len(ratios))])
    return "\n".join(["Summary", *aligned(rows)])


def _groups(outcomes: Sequence[Outcome], field: str) -> str:
    names = list(dict.fromkeys(str(getattr(outcome, field)) for outcome in outcomes))
    rows = [[f"{OPENCV} / KernelView by {field}", "mean", "lowest", "cases"]]
    for name in names:
        ratios = [one.ratio for one in outcomes if getattr(one, field) == name]
        rows.append([name, _times(geometric_mean(ratios)), _times(min(ratios)), str(len(ratios))])
    return "\n".join(aligned(rows))


def _copies(outcomes: Sequence[Outcome]) -> str:
    with_copy = [one for one in outcomes if COPY in one.measured.milliseconds]
    if not with_copy:
        return "No 3×3 f32 grey case beside a plain copy was measured."
    lines = [f"{one.name}: {1 / one.measured.ratios[COPY]:.2f} plain copies" for one in with_copy]
    return "\n".join(["Ours beside a plain copy of the picture", *lines])


def _lost(outcomes: Sequence[Outcome]) -> str:
    lost = losses(outcomes)
    head = f"Lost: {OPENCV} is faster by more than 10 % in {len(lost)} of {len(outcomes)} cases"
    lines = [head, *(_line(one) for one in lost)]
    unsure = [one for one in outcomes if one.span[0] < LOST < one.span[1]]
    if unsure:
        lines.append(f"Too near to that limit for the noise: {len(unsure)}")
        lines += [_line(one) for one in unsure]
    return "\n".join(lines)


def _line(one: Outcome) -> str:
    low, high = one.span
    return f"  {one.ratio:.2f}x ({low:.2f} to {high:.2f})  {one.name}: {one.method}"


def _best(outcomes: Sequence[Outcome]) -> str:
    best = sorted(outcomes, key=lambda outcome: -outcome.ratio)[:5]
    return "\n".join(["Won by most", *(_line(one) for one in best)])


def _times(ratio: float) -> str:
    return "-" if math.isnan(ratio) else f"{ratio:.2f}x"


def read_outcomes(path: Path) -> list[Outcome]:
    """Return the cases that an engine run wrote."""
    return [_outcome(entry) for entry in json.loads(path.read_text("utf-8"))["cases"]]


def _outcome(entry: dict[str, Any]) -> Outcome:
    spans = {name: (float(low), float(high)) for name, (low, high) in entry["spans"].items()}
    measured = Measured(entry["case"], entry["milliseconds"], spans, entry["turns"], entry["note"])
    names = ("picture", "kind", "side", "method", "reason", "difference")
    return Outcome(**{name: entry[name] for name in names}, measured=measured)


def main() -> None:
    """Print the summary of several files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    print(summary([outcome for path in files for outcome in read_outcomes(path)]))


if __name__ == "__main__":
    main()
