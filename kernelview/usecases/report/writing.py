"""Write a report: one page that stands alone, its tables as CSV, its plots as PNG and SVG."""

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kernelview.disk.atomic import write_atomically
from kernelview.files.result_tables import table_text
from kernelview.jobs import Job, Progress
from kernelview.learn.experiments import ExperimentRecord, Table
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.progress import part_of
from kernelview.usecases.report.content import ReportContent, ReportFiles
from kernelview.usecases.report.experiment_section import experiment_section
from kernelview.usecases.report.page import GENERATOR, report_html
from kernelview.usecases.report.picture_section import (
    grey_of,
    picture_section,
    picture_table,
    tried_on,
)
from kernelview.usecases.report.tables import comparison_tables

PAGE = "report.html"
PREFIX = "report-"
_LARGEST_HEAD = 4096


@dataclass
class _Sheets:
    """What is to be written, by name, and the page's sections so far."""

    tables: dict[str, bytes] = field(default_factory=dict)
    plots: dict[str, bytes] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)


def write_report(
    content: ReportContent, folder: Path, *, now: datetime, versions: Mapping[str, str]
) -> Job[ReportFiles]:
    """Write report.html into `folder`, and beside it tables and plots named "report-...".

    Everything is made before anything is written: closed early, the job leaves the folder as
    it was. Raises UseCaseError where the folder holds a report.html that is not a report's,
    and OSError.
    """
    check_report_folder(folder)
    sheets = _Sheets()
    parts = 2 + len(content.experiments)
    yield from part_of(_comparison(content, sheets), index=0, count=parts)
    for number, record in enumerate(content.experiments, start=1):
        job = _experiment(record, sheets, name=_name(content.experiments, number - 1))
        yield from part_of(job, index=number, count=parts)
    page = report_html(
        content,
        sections=sheets.sections,
        files=[*sheets.tables, *sheets.plots],
        now=now,
        versions=versions,
    )
    yield Progress(parts, parts, "writing the report")
    return _written(folder, sheets, page)


def _comparison(content: ReportContent, sheets: _Sheets) -> Job[None]:
    comparison = content.comparison
    yield Progress(0, 2, "describing the kernels")
    if comparison is None:
        return
    for name, table in comparison_tables(comparison).items():
        sheets.tables[f"{PREFIX}{name}.csv"] = _csv(table)
    if content.picture is None:
        return
    grey = grey_of(content.picture)
    trials = yield from part_of(tried_on(grey, comparison), index=1, count=2)
    sheets.tables[f"{PREFIX}picture.csv"] = _csv(picture_table(trials))
    sheets.sections.append(picture_section(content.picture, grey, trials))


def _experiment(record: ExperimentRecord, sheets: _Sheets, *, name: str) -> Job[None]:
    from kernelview.usecases.plot_picture import plot_bytes  # Matplotlib takes its time

    drawings = []
    for number, plot in enumerate(record.plots):
        yield Progress(number, len(record.plots), f"drawing {plot.title}")
        own = name if number == 0 else f"{name}-plot-{number + 1}"
        drawings.append(plot_bytes(plot, "svg"))
        sheets.plots[f"{PREFIX}{own}.svg"] = drawings[-1]
        sheets.plots[f"{PREFIX}{own}.png"] = plot_bytes(plot, "png")
    for title, table in record.tables.items():
        own = name if title == record.kind else f"{name}-{_plain(title)}"
        sheets.tables[f"{PREFIX}{own}.csv"] = _csv(table)
    sheets.sections.append(experiment_section(record, drawings, name=name))


def _csv(table: Table) -> bytes:
    return table_text(table).encode("utf-8", "replace")


def _name(records: tuple[ExperimentRecord, ...], place: int) -> str:
    """Return an experiment's kind, numbered where there are several of it."""
    kind = records[place].kind
    number = sum(one.kind == kind for one in records[: place + 1])
    return kind if number == 1 else f"{kind}-{number}"


def _plain(title: str) -> str:
    # A kept experiment is a file from anywhere: a table's name must not lead out of the folder.
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "table"


def _written(folder: Path, sheets: _Sheets, page: str) -> ReportFiles:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (sheets.tables | sheets.plots).items():
        write_atomically(folder / name, data)
    # Last: a page is never older than what it names.
    write_atomically(folder / PAGE, page.encode("utf-8", "xmlcharrefreplace"))
    return ReportFiles(
        folder / PAGE,
        tuple(folder / name for name in sheets.tables),
        tuple(folder / name for name in sheets.plots),
    )


def check_report_folder(folder: Path) -> None:
    """Refuse a folder that no report can go to. Raises UseCaseError and PermissionError."""
    there = next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))
    if not there.is_dir():
        raise UseCaseError(f"{there} is a file; name a folder for the report")
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, "no report can be written there", str(there))
    page = folder / PAGE
    if os.path.lexists(page) and not _is_report(page):
        raise UseCaseError(f"{page} is not a report of KernelView; choose another folder")


def _is_report(page: Path) -> bool:
    if not page.is_file():
        return False
    with page.open("rb") as file:
        return GENERATOR.encode() in file.read(_LARGEST_HEAD)
