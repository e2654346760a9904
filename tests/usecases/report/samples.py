"""A small comparison and experiments, made once."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np

from kernelview.document.image import Image
from kernelview.jobs import run
from kernelview.kernels import Kernel
from kernelview.learn.experiments import ExperimentRecord, Plot, Series, Table
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, compare_banks
from kernelview.usecases.report import ReportContent, ReportFiles, write_report
from tests.usecases.training_samples import trained

MADE = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
VERSIONS = {"KernelView": "1.2.3", "Python": "3.11.0"}
HOSTILE = '</style><script src="http://evil.example/x">"\'&'
VOID = {"meta", "img", "source", "br"}


@lru_cache(maxsize=1)
def compared() -> BankComparison:
    return compared_anew()


def compared_anew() -> BankComparison:
    record = trained().record
    return run(compare_banks(record, MatchChoice("presets"), random=np.random.default_rng(0)))


def hostile() -> BankComparison:
    """A comparison whose network, layers and kernels are called as badly as they can be."""
    record = trained().record
    own = [Kernel(np.arange(9.0).reshape(3, 3), name=HOSTILE)]
    made = run(compare_banks(record, MatchChoice("mine"), own, random=np.random.default_rng(0)))
    data = replace(record.data, source=HOSTILE)
    return replace(made, record=replace(record, name=HOSTILE, data=data))


def picture(name: str = "ramp.png") -> Image:
    rows, columns = np.mgrid[0:40, 0:60]
    return Image(np.asarray((rows * 3 + columns * 2) % 256, np.uint8), name=name)


def experiment(text: str = "banks") -> ExperimentRecord:
    nan = float("nan")
    series = Series(text, 0, (0.0, 1.0), (0.5, 0.75), (0.25, nan), (0.625, nan))
    return ExperimentRecord(
        "frozen",
        MADE,
        1.5,
        {"seeds": "0, 1", "bank": text},
        {
            "trials": Table(("bank", "seed", "accuracy"), ((text, 0, 0.1 + 0.2), (text, 1, nan))),
            f"{text} once more": Table((text,), ((text,),)),
        },
        (f"Nothing can be told of {text}.", f"Of {text} nothing more can be told."),
        (Plot("frozen-banks", text, "", "test accuracy", (series,), ("first", "second")),),
    )


def written(content: ReportContent, folder: Path) -> ReportFiles:
    return run(write_report(content, folder, now=MADE, versions=VERSIONS))


class Page(HTMLParser):
    """A page's elements; `unclosed` and `strays` are what is not well-formed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.strays: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [
            str(value) for name, value in attrs if name in ("src", "href", "srcset", "action")
        ]
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        else:
            self.strays.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += f"{data} "
