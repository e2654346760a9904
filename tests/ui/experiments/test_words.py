"""What the experiments' panel says in words."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from kernelview.learn.experiments import ExperimentRecord, Table
from kernelview.ui.experiments.plot_reading import nearest_stop, reading_at, stops_of
from kernelview.ui.experiments.result_words import (
    cell_words,
    headline_of,
    is_number,
    plain_cell,
    settings_words,
    table_label,
)
from kernelview.ui.experiments.setting_words import bank_words, estimate_words, progress_words
from kernelview.ui.experiments.tick_words import wrapped
from kernelview.ui.theme import SERIES
from kernelview.usecases.experiment_request import ExperimentRequest, plan_of, settings_of
from kernelview.usecases.follow_experiment import ExperimentNews
from kernelview.usecases.plot_layout import Overlay, lay_out
from tests.learn.record_samples import record
from tests.ui.experiments.experiment_samples import kept
from tests.usecases.plot_samples import BANKS, EARLIER_BANKS, HUNGER


def test_a_headline_is_the_best_bank_or_the_worst_loss() -> None:
    assert headline_of(kept(9).record) == "by hand 90.0 %"
    assert headline_of(kept(9, "hunger").record) == "learned 95.0 %"
    assert headline_of(kept(9, "ablation").record) == "silenced 0: −10.0 %"


def test_without_a_plot_the_first_sentence_is_the_headline() -> None:
    bare = replace(record(), plots=())
    assert headline_of(bare) == "One is better."
    long = replace(bare, conclusions=("x" * 100,))
    assert headline_of(long) == "x" * 59 + "…"
    assert headline_of(replace(bare, conclusions=())) == ""


def test_settings_are_said_in_a_line() -> None:
    settings = settings_of(plan_of(ExperimentRequest(limit=500)))
    asked = replace(record(), settings=settings)
    assert settings_words(asked) == (
        "mnist-5k, the first 500 · 5 seeds · 10 epochs · edges-and-lines"
    )
    ablation = replace(record(), settings={"Pictures": "shapes", "Network": "Monday"})
    assert settings_words(ablation) == "shapes · Monday"
    assert settings_words(replace(record(), settings={})) == ""


@pytest.mark.parametrize(
    ("name", "column", "cell", "words"),
    [
        ("banks", "bank", "fitted", "hand-made, fitted gains"),
        ("trials", "stopped", "fitted", "fitted"),
        ("banks", "accuracy_mean", 0.95, "95.00 %"),
        ("banks", "accuracy_low", float("nan"), "–"),
        ("comparisons", "difference_mean", -0.0123, "−1.23 %"),
        ("comparisons", "chance", 0.0123456, "0.01235"),
        ("ablation", "low", -0.02, "−2.00 %"),
        ("ablation", "unit", None, "all"),
        ("crossings", "low", 1234.5, "1,234"),
        ("trials", "count", 4000, "4,000"),
        ("trials", "loss", float("inf"), "–"),
    ],
)
def test_cells_are_written_for_people(
    name: str, column: str, cell: str | float | None, words: str
) -> None:
    assert cell_words(name, column, cell) == words


def test_cells_are_copied_for_programs() -> None:
    copied = [plain_cell(one) for one in (0.1 + 0.2, None, float("nan"), 4000, "a\tb\nc")]
    assert copied == ["0.30000000000000004", "", "", "4000", "a b c"]


def test_a_column_of_numbers_is_known_by_its_cells() -> None:
    table = Table(("a", "b", "c"), ((None, "x", 1), (2.0, "y", 2)))
    assert [is_number(table, place) for place in range(3)] == [True, False, True]
    assert not is_number(Table(("a",), ()), 0)


def test_tables_have_names_for_people() -> None:
    assert table_label("trials") == "Each training"
    assert table_label("some-other_table") == "Some other table"


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (ExperimentNews(0, 25), "0 of 25 trainings"),
        (ExperimentNews(12, 25, "", 19.0), "12 of 25 trainings · about 20 s left"),
        (ExperimentNews(25, 25, "", 0.0), "25 of 25 trainings"),
        (ExperimentNews(64, 1000, "looking without each kernel", 3.0),
         "64 of 1,000 pictures · about 3 s left"),
    ],
    ids=["none", "some", "all", "ablation"],
)  # fmt: skip
def test_progress_is_said_in_trainings_and_time(news: ExperimentNews, words: str) -> None:
    assert progress_words(news) == words


def test_the_estimate_says_what_it_rests_on() -> None:
    assert "slower computers take longer" in estimate_words(ExperimentRequest())
    assert "Trains nothing" in estimate_words(ExperimentRequest("ablation"))
    table = Table(("bank", "count", "epochs"), (("fixed", 4000, 10),))
    earlier: ExperimentRecord = replace(
        record(), seconds=2.0, settings={"Pictures": "mnist-5k"}, tables={"trials": table}
    )
    assert "going by the last run here" in estimate_words(ExperimentRequest(), [earlier])
    assert bank_words("fixed") == "Hand-made, fixed gains"


def test_names_on_an_axis_are_broken_to_fit(qtbot: QtBot) -> None:
    font = QFont()
    width = QFontMetricsF(font).horizontalAdvance("learned from") + 8
    assert wrapped("learned from the start", width, font) == "learned from\nthe start"
    assert wrapped("hand-made", QFontMetricsF(font).horizontalAdvance("hand-") + 8, font) == (
        "hand-\nmade"
    )
    assert wrapped("", width, font) == ""


def test_a_reading_has_all_that_is_at_the_place_under_its_result() -> None:
    overlays = [Overlay("Monday <1>", EARLIER_BANKS)]
    found = lay_out(BANKS, overlays)
    stops = stops_of(found)
    assert [stop.place for stop in stops] == [0.0, 1.0, 2.0]
    reading = reading_at(BANKS, found, stops[0], SERIES, overlays)
    assert reading.words == (
        "by hand: this result 90.0 % (88.0 to 92.0), Monday <1> 85.0 % (84.0 to 86.0)"
    )
    assert "Monday &lt;1&gt;" in reading.html()
    assert nearest_stop(stops, 1.4) == stops[1]
    assert nearest_stop((), 0.0) is None


def test_a_reading_of_many_names_a_few_and_counts_the_others() -> None:
    overlays = [Overlay(f"{place}", HUNGER) for place in range(6)]
    found = lay_out(HUNGER, overlays)
    reading = reading_at(HUNGER, found, stops_of(found)[0], SERIES, overlays)
    assert reading.heading == "training pictures: 25"
    assert len(reading.lines) == 14
    assert "and 5 more" in reading.html()
