"""The report: a page that stands alone, tables that read back, nothing foreign touched."""

import csv
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.files.images import load_image
from kernelview.jobs import run
from kernelview.kernels import Kernel, parse_matrix
from kernelview.kernels.freedom import Freedom
from kernelview.learn.experiments import Table
from kernelview.learn.experiments.tables import Cell
from kernelview.usecases.compare_banks import MatchChoice, Pairing, compare_banks
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.find_kernel import find_kernel
from kernelview.usecases.report import (
    PAGE,
    ReportContent,
    check_report_folder,
    headline,
    versions_here,
    write_report,
)
from kernelview.usecases.report.table_html import cell_text
from kernelview.usecases.report.tables import comparison_tables
from tests.usecases.report.samples import (
    HOSTILE,
    MADE,
    VERSIONS,
    Page,
    compared,
    compared_anew,
    experiment,
    hostile,
    picture,
    written,
)


def whole() -> ReportContent:
    experiments = (experiment(), experiment("again"))
    return ReportContent(compared(), picture(), experiments, command="kernelview compare --train")


def read_back(data: bytes) -> Table:
    first, *rows = csv.reader(StringIO(data.decode()))
    return Table(tuple(first), tuple(tuple(row) for row in rows))


def _told(cell: Cell) -> str:
    return "" if cell is None or cell != cell else str(cell)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(whole(), tmp_path_factory.mktemp("report")).page.read_text("utf-8")


def test_the_page_is_well_formed(html: str) -> None:
    page = Page(html)
    assert (page.strays, page.unclosed) == ([], [])


def test_the_page_loads_nothing_but_what_is_in_it(html: str) -> None:
    page = Page(html)
    assert {"script", "link", "iframe", "object"}.isdisjoint(page.tags)
    assert all(address.startswith("data:image/") for address in page.addresses)
    assert "http" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_the_sentence_comes_first(html: str) -> None:
    words = Page(html).words
    assert headline(compared()) in words
    assert words.index(headline(compared())) < words.index("The pairs")


@pytest.mark.parametrize(
    "text",
    [
        "conv1/0",
        "3 × 3",
        "digits-8x8",
        "seed 0",
        "Effective rank",
        "Frei-Chen shares",
        "Principal kernels",
        "Runner-up",
        "ramp.png, 60×40",
        "Nothing can be told of again.",
        "0, 1",
        "1.2.3",
        "kernelview compare --train",
        "report-pairs.csv",
        "2026-05-04 03:02",
    ],
)
def test_the_page_tells(html: str, text: str) -> None:
    assert text.replace("3 × 3", "3×3") in Page(html).words


def test_the_page_follows_light_and_dark(html: str) -> None:
    assert "@media (prefers-color-scheme: dark)" in html
    assert 'media="(prefers-color-scheme: dark)"' in html


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    content = ReportContent(
        hostile(), picture(HOSTILE), (experiment(HOSTILE),), HOSTILE, command=HOSTILE
    )
    html = written(content, tmp_path).page.read_text("utf-8")
    page = Page(html)
    assert "script" not in page.tags
    assert HOSTILE in page.words
    assert (page.strays, page.unclosed) == ([], [])
    assert "<script" not in html


def test_tables_read_back_equal(tmp_path: Path) -> None:
    written(whole(), tmp_path)
    for name, table in comparison_tables(compared()).items():
        back = read_back((tmp_path / f"report-{name}.csv").read_bytes())
        assert back.columns == table.columns
        assert len(back.rows) == len(table.rows)
        for ours, theirs in zip(table.rows, back.rows, strict=True):
            assert [_told(cell) for cell in ours] == [*theirs]


def test_numbers_of_an_experiment_read_back_bit_for_bit(tmp_path: Path) -> None:
    written(whole(), tmp_path)
    (first, second) = read_back((tmp_path / "report-frozen-trials.csv").read_bytes()).rows
    assert float(first[2] or 0) == 0.1 + 0.2
    assert second[2] == ""


def test_a_name_is_no_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    record = replace(experiment(), tables={"names": Table(("name",), (("=1+1",), ("a, b",)))})
    files = written(ReportContent(experiments=(record,)), tmp_path)
    assert read_back(files.tables[0].read_bytes()).rows == (("'=1+1",), ("a, b",))


def test_kernels_of_the_tables_can_be_read_again(tmp_path: Path) -> None:
    choice = MatchChoice("families")
    comparison = run(compare_banks(compared().record, choice, random=np.random.default_rng(0)))
    written(ReportContent(comparison), tmp_path)
    rows = read_back((tmp_path / "report-hand-made-kernels.csv").read_bytes()).rows
    for row, classical in zip(rows, comparison.hand_made, strict=True):
        assert find_kernel(str(row[0])) == classical.kernel
        np.testing.assert_array_equal(parse_matrix(str(row[4])).weights, classical.kernel.weights)


def test_the_same_seed_gives_the_same_tables(tmp_path: Path) -> None:
    first = written(ReportContent(compared_anew(), picture()), tmp_path / "first")
    second = written(ReportContent(compared_anew(), picture()), tmp_path / "second")
    assert [one.name for one in first.tables] == [one.name for one in second.tables]
    for one, other in zip(first.tables, second.tables, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_plots_are_written_as_png_and_svg(tmp_path: Path) -> None:
    files = written(whole(), tmp_path)
    assert [path.name for path in files.plots] == [
        "report-frozen.svg", "report-frozen.png", "report-frozen-2.svg", "report-frozen-2.png",
    ]  # fmt: skip
    assert load_image(files.plots[1]).width > 100
    assert b"<svg" in files.plots[0].read_bytes()


def test_a_table_s_name_leads_nowhere_else(tmp_path: Path) -> None:
    record = experiment()
    record = replace(record, tables={"../../Out of here": record.tables["trials"]})
    files = written(ReportContent(experiments=(record,)), tmp_path)
    assert [path.name for path in files.tables] == ["report-frozen-out-of-here.csv"]


def test_experiments_alone_make_a_report(tmp_path: Path) -> None:
    page = Page(written(ReportContent(experiments=(experiment(),)), tmp_path).page.read_text())
    assert "Nothing can be told of banks." in page.words
    assert (page.strays, page.unclosed) == ([], [])


def test_nothing_at_all_makes_a_report_that_says_so(tmp_path: Path) -> None:
    files = written(ReportContent(), tmp_path)
    assert "There is nothing to compare yet." in files.page.read_text("utf-8")
    assert files.tables == ()


def test_the_folder_is_made_and_what_is_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    files = written(whole(), folder)
    assert (folder / "notes.txt").read_text() == "mine"
    names = {path.name for path in folder.iterdir()}
    told = {path.name for path in (files.page, *files.tables, *files.plots)}
    assert names == told | {"notes.txt"}


def test_a_report_is_written_over_an_older_one(tmp_path: Path) -> None:
    written(ReportContent(), tmp_path)
    assert "The pairs" in written(whole(), tmp_path).page.read_text("utf-8")


def test_a_page_that_is_no_report_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / PAGE).write_text("<html>mine</html>")
    with pytest.raises(UseCaseError, match="not a report"):
        written(whole(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [PAGE]


def test_without_a_command_the_page_says_how_to_compare_again(tmp_path: Path) -> None:
    choice = MatchChoice("mine", Freedom(turns=False, shift=2, constant=True), "conv1")
    comparison = replace(compared(), choice=choice)
    words = Page(written(ReportContent(comparison), tmp_path).page.read_text("utf-8")).words
    command = "kernelview compare --model MODEL --bank mine --layer conv1 --no-turns --shift 2"
    assert f"{command} --constant --out DIR" in words


def test_a_network_alone_is_not_said_to_have_been_trained(tmp_path: Path) -> None:
    record = replace(compared().record, images_seen=0, history={})
    comparison = replace(compared(), record=record)
    words = Page(written(ReportContent(comparison), tmp_path).page.read_text("utf-8")).words
    assert "the file tells of none" in words
    assert record.data.source not in words


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((1, 1), np.uint8),
        np.zeros((3, 2000), np.uint8),
        np.full((30, 20, 4), 65535, np.uint16),
        np.full((20, 30, 2), np.nan, np.float32),
        np.full((20, 30, 3), 1e300, np.float64),
    ],
    ids=["one pixel", "a strip", "16 bits with alpha", "not a number", "huge"],
)
def test_any_picture_makes_a_page(tmp_path: Path, pixels: NDArray[Any]) -> None:
    content = ReportContent(compared(), Image(pixels, name="odd.png"))
    page = Page(written(content, tmp_path).page.read_text("utf-8"))
    assert (page.strays, page.unclosed) == ([], [])
    assert "odd.png" in page.words


def test_a_kernel_with_nothing_in_it_has_its_line(tmp_path: Path) -> None:
    first, *others = compared().pairings
    learned = replace(first.learned, kernel=Kernel(np.zeros((3, 3)), name="dead"))
    dead = Pairing(learned, None, 1.0, False, None)
    comparison = replace(compared(), pairings=(dead, *others))
    files = written(ReportContent(comparison, picture()), tmp_path)
    page = Page(files.page.read_text("utf-8"))
    assert "nothing in it, and so like nothing" in page.words
    assert (page.strays, page.unclosed) == ([], [])
    assert read_back((tmp_path / "report-pairs.csv").read_bytes()).rows[-1][1] == ""


def test_a_bank_with_nothing_in_it_at_all_makes_a_page(tmp_path: Path) -> None:
    dead = tuple(
        Pairing(replace(one.learned, kernel=Kernel(np.zeros((3, 3)))), None, 1.0, False, None)
        for one in compared().pairings
    )
    comparison = replace(compared(), pairings=dead, hand_made=())
    words = Page(written(ReportContent(comparison, picture()), tmp_path).page.read_text()).words
    assert "None of 4 learned kernels is more like a hand-made one" in words


@pytest.mark.parametrize("place", ["file", "file/folder", "file/a/b"])
def test_a_file_is_no_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UseCaseError, match="is a file"):
        check_report_folder(tmp_path / place)


def test_a_folder_that_must_not_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever may do everything may write everywhere: the system's answer is made up.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="no report can be written there"):
        check_report_folder(tmp_path / "a" / "b")


def test_a_report_cancelled_at_any_step_leaves_what_was_there(tmp_path: Path) -> None:
    written(ReportContent(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    steps = len([*write_report(whole(), tmp_path / "other", now=MADE, versions=VERSIONS)])
    for count in range(1, steps + 1):
        job = write_report(whole(), tmp_path, now=MADE, versions=VERSIONS)
        for _ in range(count):
            next(job)
        job.close()
        after = {path.name: path.read_bytes() for path in tmp_path.glob("*.*")}
        assert after == before


def test_progress_only_goes_on(tmp_path: Path) -> None:
    job = write_report(whole(), tmp_path, now=MADE, versions=VERSIONS)
    shares: list[float] = []
    run(job, lambda progress: shares.append(progress.fraction))
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_versions_are_those_of_this_machine() -> None:
    found = versions_here()
    assert {"KernelView", "Python", "NumPy", "SciPy", "OpenCV", "Processors"} <= found.keys()
    assert "unknown" not in found.values()


@pytest.mark.parametrize(
    ("cell", "text", "aligned"),
    [
        (None, "", ""),
        ("<b>", "<b>", "<b>"),
        (12345, "12,345", "12,345"),
        (0.5, "0.5", "0.5000"),
        (-0.0, "-0", "0.0000"),
        (1e-9, "1e-09", "1.0e-09"),
        (float("nan"), "unknown", "unknown"),
    ],
)
def test_a_cell_is_read_easily(cell: Cell, text: str, aligned: str) -> None:
    assert cell_text(cell) == text
    assert cell_text(cell, is_aligned=True) == aligned


def test_of_a_very_long_table_the_page_shows_the_beginning(tmp_path: Path) -> None:
    table = Table(("number",), tuple((number,) for number in range(7001)))
    record = replace(experiment(), tables={"long": table})
    files = written(ReportContent(experiments=(record,)), tmp_path)
    assert "6,501 more rows are in the CSV file." in files.page.read_text("utf-8")
    assert len(read_back(files.tables[0].read_bytes()).rows) == 7001
