import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.files import KernelFileError, load_mine, save_mine
from kernelview.files.mine import LARGEST_COUNT
from kernelview.kernels import Kernel
from tests.files.strategies import kernels

ONE, TWO = Kernel([[1, 2]], name="one"), Kernel([[3.5]], offset=9, name="")


@settings(deadline=None, max_examples=40)
@given(mine=st.lists(kernels(), max_size=4))
def test_what_is_kept_comes_back_in_order(
    mine: list[Kernel], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "mine.json"
    save_mine(mine, path)
    assert load_mine(path) == tuple(mine)


def test_no_file_yet_means_no_kernels(tmp_path: Path) -> None:
    assert load_mine(tmp_path / "mine.json") == ()
    assert load_mine(tmp_path / "none" / "mine.json") == ()


def test_the_folder_is_made_on_the_first_save(tmp_path: Path) -> None:
    path = tmp_path / "config" / "kernelview" / "mine.json"
    save_mine((ONE, TWO), path)
    assert load_mine(path) == (ONE, TWO)
    assert list(path.parent.iterdir()) == [path]


def _file(**changes: object) -> str:
    content = {"format": "kernelview-mine", "version": 1, "kernels": []}
    return json.dumps(content | changes)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ("[]", "format"),
        (_file(version=2), "newer KernelView"),
        (_file(kernels={}), "list"),
        (_file(kernels=[1]), "kernel 1"),
        (_file(kernels=[{"format": "kernelview-kernel", "version": 1, "weights": []}]), "kernel 1"),
        (_file(more=1), "unknown entry 'more'"),
    ],
)
def test_bad_content_is_refused_and_left_as_it_is(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(KernelFileError, match=reason) as caught:
        load_mine(path)
    assert caught.value.path == path
    assert path.read_text() == text


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KernelFileError, match="folder"):
        load_mine(tmp_path)
    with pytest.raises(KernelFileError, match="folder"):
        save_mine((), tmp_path)


def test_more_kernels_than_are_read_again_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    save_mine((ONE,), path)
    with pytest.raises(KernelFileError, match="at most"):
        save_mine([ONE] * (LARGEST_COUNT + 1), path)
    assert load_mine(path) == (ONE,)
