"""What the command line says of a training."""

from datetime import UTC, datetime

import numpy as np
import pytest

from kernelview.cli.training_words import data_line, epoch_line, result_lines, skipped_lines
from kernelview.learn.blueprint import Blueprint
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.dataset import Dataset, split
from kernelview.learn.run_record import RunRecord


def record(confusion: list[list[int]] | None, names: tuple[str, ...]) -> RunRecord:
    return RunRecord(
        name="a run",
        started=datetime(2026, 1, 2, tzinfo=UTC),
        data=DataChoice(),
        blueprint=Blueprint("a network"),
        settings=TrainingSettings(),
        input_shape=(28, 28, 1),
        class_names=names,
        weights=(),
        confusion=None if confusion is None else np.array(confusion),
        seconds=2.25,
    )


def test_the_data_are_told_in_one_line() -> None:
    images = np.zeros((1500, 6, 8, 3), np.uint8)
    dataset = Dataset("Birds", images, np.arange(1500) % 2, ("owl", "wren"))
    assert data_line(split(dataset)) == (
        "Birds: 1,200 pictures to train on, 300 to test on, 2 classes, 8×6 RGB"
    )


def test_an_epoch_is_one_line() -> None:
    logs = {"loss": 0.5, "accuracy": 0.875, "val_loss": 0.25, "val_accuracy": 0.9}
    assert epoch_line(logs, epoch=3, epochs=10, speed=6123.4) == (
        "epoch  3/10: loss 0.5000, accuracy 87.5 %, test loss 0.2500, test accuracy 90.0 %, "
        "6,123 images/s"
    )


def test_the_matrix_has_a_row_for_each_class_and_its_accuracy() -> None:
    lines = result_lines(record([[8, 2, 0], [0, 5, 5], [0, 0, 0]], ("owl", "wren", "jay")))
    assert lines[0] == "Test accuracy 65.0 %: 13 of 20 pictures right, 2.2 s of training"
    assert lines[-4:] == [
        "         owl  wren   jay   right",
        "   owl     8     2     .  80.0 %",
        "  wren     .     5     5  50.0 %",
        "   jay     .     .     .    none",
    ]


def test_long_names_stand_before_the_rows_and_number_the_columns() -> None:
    lines = result_lines(record([[800, 2], [0, 5]], ("golden eagle", "wren")))
    assert lines[-3:] == [
        "                     0    1    right",
        "  golden eagle  0  800    2   99.8 %",
        "          wren  1    .    5  100.0 %",
    ]


def test_a_matrix_too_wide_for_a_terminal_is_told_by_its_mistakes() -> None:
    confusion = np.eye(21, dtype=int) * 9
    confusion[4, 7], confusion[1, 2] = 3, 6
    names = tuple(f"bird {number}" for number in range(21))
    lines = result_lines(record(confusion.tolist(), names))
    assert lines[2] == "Accuracy by class"
    assert "  bird 0   100.0 %" in lines
    assert "  bird 4    75.0 %" in lines
    mistakes = lines[lines.index("Most frequent mistakes") + 1 :]
    assert mistakes == [
        "  6 × bird 1 taken for bird 2",
        "  3 × bird 4 taken for bird 7",
    ]


def test_no_mistakes_are_no_heading() -> None:
    names = tuple(map(str, range(30)))
    lines = result_lines(record(np.eye(30, dtype=int).tolist(), names))
    assert "Most frequent mistakes" not in lines


def test_long_and_odd_names_are_cut() -> None:
    lines = result_lines(record([[1, 0], [0, 1]], ("a\nb", "x" * 50)))
    assert lines[-2].split()[:2] == ["a", "b"]
    assert lines[-1].split()[0] == "x" * 19 + "…"


def test_without_test_pictures_nothing_is_said() -> None:
    assert result_lines(record(None, ("a", "b"))) == []
    assert result_lines(record([[0, 0], [0, 0]], ("a", "b"))) == []


@pytest.mark.parametrize(("count", "lines"), [(0, 0), (3, 3), (10, 10), (14, 11)])
def test_of_many_files_left_out_the_first_are_named(count: int, lines: int) -> None:
    told = skipped_lines([f"{number}.png: bad" for number in range(count)])
    assert len(told) == lines
    if count > 10:
        assert told[-1] == "left out: 4 more"
