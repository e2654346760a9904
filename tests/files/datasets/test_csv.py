import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.files.datasets import load_csv
from kernelview.files.errors import DatasetFileError
from kernelview.jobs import Progress, run
from kernelview.learn.dataset import Dataset
from tests.files.datasets.building import csv_of, labels, pictures


def load(folder: Path, text: str | bytes, name: str = "set.csv") -> Dataset:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(load_csv(path))


@settings(max_examples=30, deadline=None)
@given(
    count=st.integers(2, 40),
    side=st.integers(1, 9),
    channels=st.sampled_from([1, 3]),
    mark=st.sampled_from([",", ";", "\t"]),
    heading=st.booleans(),
    packed=st.booleans(),
)
def test_what_was_written_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory,
    count: int,
    side: int,
    channels: int,
    mark: str,
    heading: bool,
    packed: bool,
) -> None:
    images, answers = pictures(count, side, channels), labels(count, min(count, 5))
    text = csv_of(images, answers, mark=mark)
    if heading:
        names = (f"pixel{place}" for place in range(side * side * channels))
        text = mark.join(("label", *names)) + "\n" + text
    folder = tmp_path_factory.mktemp("csv")
    dataset = load(folder, gzip.compress(text.encode()) if packed else text)
    assert np.array_equal(dataset.images, images)
    assert dataset.labels.tolist() == answers.tolist()
    assert dataset.name == "set"


def test_labels_may_be_names(tmp_path: Path) -> None:
    text = csv_of(pictures(4), ["owl", '"cat"', " owl ", "dog"])
    dataset = load(tmp_path, text)
    assert dataset.class_names == ("cat", "dog", "owl")
    assert dataset.labels.tolist() == [2, 0, 2, 1]


def test_what_spreadsheets_write_is_read(tmp_path: Path) -> None:
    text = '\ufefflabel,"1x1","1x2","2x1","2x2"\r\n"3",0,"0.5",1,0\r\n\r\n4,1,0.25,0,1e-1\r\n'
    dataset = load(tmp_path, text)
    assert dataset.class_names == ("3", "4")
    assert dataset.white == 1
    expected = np.array([[0, 0.5, 1, 0], [1, 0.25, 0, 0.1]], np.float32).reshape(2, 2, 2, 1)
    assert np.array_equal(dataset.images, expected)


def test_a_table_of_many_parts_is_one(tmp_path: Path) -> None:
    images, answers = pictures(3000, 16), labels(3000, 10)
    steps: list[Progress] = []
    (tmp_path / "set.csv").write_text(csv_of(images, answers))
    dataset = run(load_csv(tmp_path / "set.csv"), steps.append)
    assert np.array_equal(dataset.images[..., 0], images)
    assert len(steps) > 2
    assert steps[-1].fraction == 1


def test_whole_and_broken_numbers_in_one_table_keep_their_values(tmp_path: Path) -> None:
    images = pictures(3000, 16).astype(np.float64)
    images[-1, 0, 0] = 0.5
    dataset = load(tmp_path, csv_of(images, labels(3000)))
    assert dataset.images.dtype == np.float32
    assert np.array_equal(dataset.images[..., 0], images)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,0,0,0,0\n2,0,0,0\n", "line 2 has 3 values; the first has 4"),
        ("1,0,0,0,0\n\n2,0,0,zero,0\n", "line 3 holds something that is no number"),
        ("1,0,0,0,0\n2\n", "line 2 has 0 values"),
        ("1,0,0,0,0\n2,0,0,,0\n", "line 2 holds something"),
        ("1,0,0,0,0\n2,0,0,nan,0\n", "no numbers"),
        ("1,0,0,0,0\n2,0,0,1e99,0\n", "no numbers"),
        ("1,0,0,0,0\n2,0,-1,0,0\n", "from -1 to 0"),
        ("1,0,0,0,0\n1.5,0,1,0,0\n", r"one of its labels is 1\.5"),
        ("1,0,0,0,0\nnan,0,1,0,0\n", "one of its labels is nan"),
        ("1,0,0,0,0\n1,0,1,0,0\n", "1 different labels"),
        ("1,0,0\n2,0,0\n", "2 values; that makes no square"),
        ("1\n2\n", "no square"),
        ("label,a,b,c,d\n", "no line with a label"),
        ("\n\n\n", "no line with a label"),
        ("", "empty"),
        (b"1,0,0,0,0\n\xff\xfe,0\n", "UTF-8"),
        (b"1,0,0,0,0\n2,0,\0,0\n", "zero bytes"),
        (b"\x1f\x8bnothing packed", "packed data is damaged"),
        (gzip.compress(b"1,0,0,0,0\n2,0,1,0,0\n", mtime=0)[:-6], "cut short"),
    ],
)
def test_a_bad_table_says_where_and_why(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(DatasetFileError, match=reason):
        load(tmp_path, text)
