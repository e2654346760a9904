"""Planning where the results go, before anything is written."""

from pathlib import Path

import pytest

from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.plan_outputs import plan_outputs

A, B = Path("in/a.png"), Path("in/b.jpg")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(name: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"picture")
    return path


def test_one_picture_goes_to_the_file() -> None:
    assert plan_outputs([A], Path("out.tif")) == ((A, Path("out.tif")),)


def test_one_picture_goes_into_a_folder_that_exists() -> None:
    Path("out").mkdir()
    assert plan_outputs([A], Path("out")) == ((A, Path("out/a.png")),)


def test_one_picture_goes_into_a_folder_that_is_asked_for() -> None:
    assert plan_outputs([A], Path("out"), into_folder=True) == ((A, Path("out/a.png")),)


def test_several_pictures_go_into_a_folder_and_keep_their_names() -> None:
    plan = plan_outputs([A, B], Path("out"))
    assert plan == ((A, Path("out/a.png")), (B, Path("out/b.jpg")))


def test_a_suffix_replaces_the_pictures_own() -> None:
    plan = plan_outputs([A, B], Path("out"), suffix=".png")
    assert [target.name for _, target in plan] == ["a.png", "b.png"]


def test_a_suffix_completes_a_file_without_one_and_leaves_a_file_with_one() -> None:
    assert plan_outputs([A], Path("out"), suffix=".png") == ((A, Path("out.png")),)
    assert plan_outputs([A], Path("out.JPEG"), suffix=".jpg") == ((A, Path("out.JPEG")),)
    with pytest.raises(UseCaseError, match=r"out\.jpg.*\.png"):
        plan_outputs([A], Path("out.jpg"), suffix=".png")


def test_several_pictures_into_a_file_are_refused() -> None:
    touch("out.png")
    with pytest.raises(UseCaseError, match=r"out\.png is a file; name a folder"):
        plan_outputs([A, B], Path("out.png"))


def test_two_pictures_with_one_target_are_refused() -> None:
    with pytest.raises(UseCaseError, match=r"in/a\.png and other/a\.png would both"):
        plan_outputs([A, Path("other/a.png")], Path("out"))
    with pytest.raises(UseCaseError, match="would both"):
        plan_outputs([A, Path("in/a.jpg")], Path("out"), suffix=".png")


@pytest.mark.parametrize("output", ["in/a.png", "in/../in/a.png", "in", "link.png", "hard.png"])
def test_replacing_the_picture_that_is_read_is_refused(output: str) -> None:
    touch("in/a.png")
    Path("link.png").symlink_to("in/a.png")
    Path("hard.png").hardlink_to("in/a.png")
    with pytest.raises(UseCaseError, match="would replace the picture"):
        plan_outputs([A], Path(output))


def test_links_that_lead_in_a_circle_are_no_picture_to_protect() -> None:
    Path("loop.png").symlink_to("loop.png")
    assert plan_outputs([Path("loop.png")], Path("out.png"))


def test_replacing_another_picture_of_the_batch_is_refused() -> None:
    first, second = touch("x/a.png"), touch("y/b.png")
    Path("out").mkdir()
    Path("out/b.png").symlink_to(first.resolve())
    with pytest.raises(UseCaseError, match=r"would replace the picture x/a\.png"):
        plan_outputs([first, second], Path("out"))


def test_replacing_the_picture_that_is_read_is_done_when_asked_for() -> None:
    touch("in/a.png")
    assert plan_outputs([A], A, overwrite=True) == ((A, A),)


def test_an_older_result_may_be_replaced() -> None:
    touch("out.png")
    assert plan_outputs([A], Path("out.png")) == ((A, Path("out.png")),)
