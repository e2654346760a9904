from pathlib import Path

import numpy as np
import pytest

from kernelview.files import (
    KERNEL_FORMATS,
    KERNEL_SUFFIXES,
    KernelFileError,
    KernelFormat,
    load_kernel,
    load_kernels,
    save_kernel,
    save_kernels,
)
from kernelview.files.kernel_formats import format_of_file, format_of_suffix
from kernelview.kernels import Kernel, preset, preset_names
from tests.files.impulse import impulse

COUNTED = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], name="Counted")


def _label(entry: KernelFormat) -> str:
    return entry.label


every_format = pytest.mark.parametrize("entry", KERNEL_FORMATS, ids=_label)


def test_every_suffix_and_label_is_used_once() -> None:
    assert len(set(KERNEL_SUFFIXES)) == len(KERNEL_SUFFIXES) == len(KERNEL_FORMATS)
    assert len({entry.label for entry in KERNEL_FORMATS}) == len(KERNEL_FORMATS)
    assert all(format_of_suffix(suffix.upper()) is not None for suffix in KERNEL_SUFFIXES)
    assert format_of_suffix(".png") is None


@every_format
def test_the_golden_impulse_shows_no_format_turned(entry: KernelFormat, tmp_path: Path) -> None:
    assert save_kernel(COUNTED, tmp_path / f"a{entry.suffix}") == ()
    kernel = load_kernel(tmp_path / f"a{entry.suffix}")
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


@every_format
def test_every_preset_is_applied_alike_or_refused(entry: KernelFormat, tmp_path: Path) -> None:
    path = tmp_path / f"a{entry.suffix}"
    for name in preset_names():
        kernel = preset(name)
        try:
            notes = save_kernel(kernel, path)
        except KernelFileError:
            # Only what does not fit: beyond 5 × 5, an offset, an anchor.
            assert max(kernel.shape) > 5 or kernel.offset or kernel.anchor != _middle(kernel)
            continue
        answer, expected = np.array(impulse(load_kernel(path), 11)), np.array(impulse(kernel, 11))
        largest = np.abs(kernel.effective_weights).max()
        np.testing.assert_allclose(answer, expected, rtol=0, atol=1e-3 * largest)
        if not any("rounded" in note for note in notes):
            np.testing.assert_allclose(answer, expected, rtol=1e-12)


def _middle(kernel: Kernel) -> tuple[int, int]:
    return kernel.shape[0] // 2, kernel.shape[1] // 2


@every_format
def test_a_file_is_written_whole_or_not_at_all(entry: KernelFormat, tmp_path: Path) -> None:
    path = tmp_path / f"a{entry.suffix}"
    save_kernel(COUNTED, path)
    before = path.read_bytes()
    with pytest.raises(KernelFileError, match="no kernel to write"):
        save_kernels([], path)
    with pytest.raises(KernelFileError):
        save_kernels([COUNTED, Kernel(np.ones((99, 99)), name="n" * 1001)], path)
    assert path.read_bytes() == before


@every_format
def test_bytes_of_no_format_are_refused_by_each(entry: KernelFormat, tmp_path: Path) -> None:
    path = tmp_path / f"a{entry.suffix}"
    random = np.random.default_rng(4)
    for content in (
        b"\0" * 53,
        random.bytes(5000),
        b"(" * 9999,
        b"\n" * 9999,
        b"\xff\xfe1\x002\x00",
    ):
        path.write_bytes(content)
        with pytest.raises(KernelFileError) as caught:
            load_kernels(path)
        assert len(caught.value.reason) < 400


@pytest.mark.parametrize("suffix", [".txt", ".csv"])
@pytest.mark.parametrize("other", [".npy", ".kernel", ".settings", ".def"])
def test_a_text_suffix_gives_way_to_what_the_file_holds(
    suffix: str, other: str, tmp_path: Path
) -> None:
    save_kernel(COUNTED, tmp_path / f"Counted{other}")
    data = (tmp_path / f"Counted{other}").read_bytes()
    (tmp_path / f"Counted{suffix}").write_bytes(data)
    assert format_of_file(suffix, data) is format_of_suffix(other)
    assert load_kernel(tmp_path / f"Counted{suffix}") == COUNTED


def test_other_suffixes_mean_what_they_say() -> None:
    data = b"3x3: 1,2,3,4,5,6,7,8,9"
    for suffix in set(KERNEL_SUFFIXES) - {".txt", ".csv"}:
        assert format_of_file(suffix, data) is format_of_suffix(suffix)
    assert format_of_file(".png", data) is None
