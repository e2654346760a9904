from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.files.datasets import load_npz
from kernelview.files.errors import DatasetFileError
from kernelview.jobs import run
from tests.files.datasets.building import labels, pictures


def saved(folder: Path, **arrays: Any) -> Path:
    np.savez_compressed(folder / "set.npz", **arrays)
    return folder / "set.npz"


@pytest.mark.parametrize(
    ("images", "answers"),
    [
        ("images", "labels"),
        ("x_train", "y_train"),
        ("train_images", "train_labels"),
        ("data", "target"),
        ("x", "y"),
        ("X", "y"),
    ],
)
def test_the_usual_names_are_known(tmp_path: Path, images: str, answers: str) -> None:
    dataset = run(load_npz(saved(tmp_path, **{images: pictures(), answers: labels()})))
    assert np.array_equal(dataset.images[..., 0], pictures())
    assert dataset.labels.tolist() == labels().tolist()
    assert dataset.name == "set"


def test_training_and_test_arrays_are_joined(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        x_train=pictures(12), y_train=labels(12), x_test=pictures(5), y_test=labels(5),
    )  # fmt: skip
    dataset = run(load_npz(path))
    assert np.array_equal(dataset.images[..., 0], np.concatenate([pictures(12), pictures(5)]))
    assert dataset.labels.tolist() == [*labels(12), *labels(5)]


def test_arrays_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        x_train=pictures(12, 6), y_train=labels(12), x_test=pictures(5, 7), y_test=labels(5),
    )  # fmt: skip
    with pytest.raises(DatasetFileError, match="do not go together"):
        run(load_npz(path))


@pytest.mark.parametrize("values", [36, 108])
def test_rows_of_values_are_squares(tmp_path: Path, values: int) -> None:
    rows = np.arange(12 * values).reshape(12, values) % 256
    dataset = run(load_npz(saved(tmp_path, data=rows, target=labels())))
    channels = values // 36
    assert dataset.shape == (6, 6, channels)
    assert np.array_equal(dataset.images, rows.reshape(12, 6, 6, channels))


@pytest.mark.parametrize(
    ("values", "white", "dtype"),
    [
        (np.array([False, True]), 1, np.uint8),
        (np.array([0, 16], np.float64), 16, np.uint8),
        (np.array([0, 200], np.uint8), 255, np.uint8),
        (np.array([3, 255], np.int64), 255, np.uint8),
        (np.array([0, 0.5], np.float32), 1, np.float32),
        (np.array([0, 200.5], np.float64), 255, np.float32),
        (np.array([0, 50_000], np.uint16), 65_535, np.float32),
    ],
)
def test_white_is_told_from_the_largest_value(
    tmp_path: Path, values: Any, white: int, dtype: type
) -> None:
    images = np.resize(values, (4, 3, 3))
    dataset = run(load_npz(saved(tmp_path, images=images, labels=labels(4))))
    assert dataset.white == white
    assert dataset.images.dtype == dtype
    assert np.array_equal(dataset.images[..., 0], images)


def test_arrays_in_columns_first_order_are_read_right(tmp_path: Path) -> None:
    images = np.asfortranarray(pictures(channels=3))
    dataset = run(load_npz(saved(tmp_path, images=images, labels=labels())))
    assert np.array_equal(dataset.images, pictures(channels=3))


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        (np.array([5, 26, 5, 1]), ("1", "5", "26")),
        (np.array([5.0, 26.0, 5.0, 1.0]), ("1", "5", "26")),
        (np.array([[5], [26], [5], [1]]), ("1", "5", "26")),
        (np.array(["dog", "owl", "dog", "cat"]), ("cat", "dog", "owl")),
        (np.array([b"2", b"10", b"2", b"1"]), ("1", "2", "10")),
        (np.eye(3)[[1, 2, 1, 0]], ("0", "1", "2")),
    ],
)
def test_labels_are_numbers_names_or_rows_with_a_single_1(
    tmp_path: Path, answers: Any, names: tuple[str, ...]
) -> None:
    dataset = run(load_npz(saved(tmp_path, images=pictures(4), labels=answers)))
    assert dataset.class_names == names
    assert dataset.labels.tolist() == [1, 2, 1, 0]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (np.array([0, 1.5, 2, 0]), r"one of its labels is 1\.5"),
        (np.array([0, np.nan, 2, 0]), "one of its labels is nan"),
        (np.array([0, 1, 2, 2**40]), "one of its labels is 1099511627776"),
        (np.array([1, 1, 1, 1]), "1 different labels"),
        (np.array([[1, 1], [0, 1], [1, 0], [1, 0]]), "single 1 among zeros"),
        (np.array([0, 1, 2]), "4 pictures and 3 labels"),
        (np.array(["a" * 101, "b", "c", "d"]), "longer than 100"),
        (np.array([1j, 2j, 1j, 2j]), "not numbers"),
        (np.array(0), "it holds nothing"),
        (np.zeros((4, 2, 2)), "one label for each"),
    ],
)
def test_bad_labels_say_why(tmp_path: Path, answers: Any, reason: str) -> None:
    with pytest.raises(DatasetFileError, match=reason):
        run(load_npz(saved(tmp_path, images=pictures(4), labels=answers)))


def test_more_than_a_thousand_classes_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, images=np.ones((1001, 2, 2)), labels=np.arange(1001))
    with pytest.raises(DatasetFileError, match="1,001 different labels"):
        run(load_npz(path))


@pytest.mark.parametrize(
    ("images", "reason"),
    [
        (np.full((4, 3, 3), np.nan), "no numbers"),
        (np.full((4, 3, 3), np.inf), "no numbers"),
        (np.full((4, 3, 3), -1), "from -1 to -1"),
        (np.full((4, 3, 3), 70_000), "white of 1, 16, 255 or 65535"),
        (np.zeros((4, 3, 3, 4)), "4 channels"),
        (np.zeros((4, 3, 8, 8)), "channels last"),
        (np.zeros((4, 7)), "no square"),
        (np.zeros((1, 3, 3)), "at least 2"),
        (np.zeros((4, 2000, 3)), "sides of 1 to 1024"),
        (np.zeros((4, 3, 3, 1, 1)), "its pictures come as"),
        (np.zeros((0, 3, 3)), "it holds nothing"),
        (np.zeros((4, 3, 3), np.complex64), "not numbers"),
    ],
)
def test_bad_pictures_say_why(tmp_path: Path, images: Any, reason: str) -> None:
    with pytest.raises(DatasetFileError, match=reason):
        run(load_npz(saved(tmp_path, images=images, labels=labels(4))))


def test_other_names_say_which_would_be_right(tmp_path: Path) -> None:
    with pytest.raises(DatasetFileError, match=r"it holds a, b; .* images and labels"):
        run(load_npz(saved(tmp_path, a=pictures(), b=labels())))


@settings(max_examples=30, deadline=None)
@given(
    shape=st.tuples(st.integers(2, 9), st.integers(1, 9), st.integers(1, 9)),
    channels=st.sampled_from([1, 3]),
    dtype=st.sampled_from(["u1", "<i4", ">i8", "<f4", ">f8"]),
    packed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_what_was_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory,
    shape: tuple[int, int, int],
    channels: int,
    dtype: str,
    packed: bool,
    seed: int,
) -> None:
    random = np.random.default_rng(seed)
    images = random.integers(0, 256, (*shape, channels)).astype(dtype)
    answers = np.arange(shape[0])
    path = tmp_path_factory.mktemp("npz") / "set.npz"
    (np.savez_compressed if packed else np.savez)(path, images=images, labels=answers)
    dataset = run(load_npz(path))
    assert np.array_equal(dataset.images, images)
    assert dataset.labels.tolist() == answers.tolist()
