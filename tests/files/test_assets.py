from pathlib import Path

import numpy as np
import pytest

from kernelview.files import (
    asset_folder,
    dataset_path,
    icon_path,
    load_image,
    sample_labels,
    sample_pictures,
)


def test_the_samples_open_in_their_order() -> None:
    images = [load_image(path) for path in sample_pictures()]
    assert [image.name for image in images] == ["rocket.jpg", "camera.png", "coins.png"]
    assert [image.is_grey for image in images] == [False, True, True]
    assert len(sample_labels()) == len(images)


@pytest.mark.parametrize("folder", ["pictures", "datasets"])
def test_every_bundled_file_has_its_terms_beside_it(folder: str) -> None:
    terms = (asset_folder() / folder / "README.md").read_text()
    for path in (asset_folder() / folder).iterdir():
        assert path.name == "README.md" or path.name in terms


@pytest.mark.parametrize(("name", "count"), [("mnist_5k", 5000), ("digits_8x8", 1797)])
def test_the_datasets_are_found(name: str, count: int) -> None:
    with np.load(dataset_path(name), allow_pickle=False) as content:
        assert content["images"].shape[0] == content["labels"].shape[0] == count


@pytest.mark.parametrize("name", ["../pictures/rocket", "", "a/b", "no-such-icon", ".hidden"])
def test_an_asset_that_is_not_bundled_is_refused(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        icon_path(name)


@pytest.mark.parametrize("place", ["package/assets", "assets"])
def test_assets_are_found_in_a_wheel_and_beside_a_checkout(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / place).mkdir(parents=True)
    monkeypatch.setattr("kernelview.files.assets.files", lambda _: tmp_path / "package")
    assert asset_folder() == tmp_path / place


def test_an_installation_without_assets_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernelview.files.assets.files", lambda _: tmp_path / "package")
    with pytest.raises(FileNotFoundError, match="install KernelView again"):
        asset_folder()


def test_an_icon_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    icon = tmp_path / "package" / "assets" / "icons" / "flip-horizontal-2.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg/>")
    monkeypatch.setattr("kernelview.files.assets.files", lambda _: tmp_path / "package")
    assert icon_path("flip-horizontal-2") == icon
