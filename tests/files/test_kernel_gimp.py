from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kernelview.files import load_kernel, load_kernels, save_kernels
from kernelview.files.kernel_gimp import TYPE, is_gimp, parse_gimp, write_gimp
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.centring import into_square
from tests.files.impulse import impulse

COUNTED = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], divisor=2, offset=51, name="Counted")


def _preset(*entries: str, name: str = '"a"') -> bytes:
    return f"# settings\n\n({TYPE} {name}\n    {' '.join(entries)})\n".encode()


def test_a_preset_is_written_as_gimp_lays_it_out() -> None:
    assert (
        write_gimp([COUNTED]).decode()
        == f"""# settings

({TYPE} "Counted"
    (time 0)
    (a1 0.000000) (b1 0.000000) (c1 0.000000) (d1 0.000000) (e1 0.000000)
    (a2 0.000000) (b2 1.000000) (c2 2.000000) (d2 3.000000) (e2 0.000000)
    (a3 0.000000) (b3 4.000000) (c3 5.000000) (d3 6.000000) (e3 0.000000)
    (a4 0.000000) (b4 7.000000) (c4 8.000000) (d4 9.000000) (e4 0.000000)
    (a5 0.000000) (b5 0.000000) (c5 0.000000) (d5 0.000000) (e5 0.000000)
    (divisor 2.000000) (offset 0.200000)
    (red yes) (green yes) (blue yes) (alpha no)
    (normalize no) (alpha-weight no) (border clamp))

# end of settings
"""
    )


def _gimp_kernels() -> st.SearchStrategy[Kernel]:
    return st.builds(
        Kernel,
        arrays.arrays("float64", (5, 5), elements=st.floats(-1e30, 1e30)),
        divisor=st.floats(0.001, 1e6),
        offset=st.integers(-255, 255),
        name=st.text(min_size=1, max_size=50).filter(str.isprintable),
    )


@given(kernels=st.lists(_gimp_kernels(), min_size=1, max_size=4))
def test_kernels_come_back_with_their_names(kernels: list[Kernel]) -> None:
    data = write_gimp(kernels)
    back = [
        kernel.replace(weights=into_square(kernel, 5, "").weights, anchor=None)
        for kernel in parse_gimp(data)
    ]
    assert back == kernels
    assert is_gimp(data)


def test_a_3_by_3_kernel_comes_back_as_one() -> None:
    assert parse_gimp(write_gimp([COUNTED])) == (COUNTED,)


@pytest.mark.parametrize("value", [1e-7, 1.5e-300, 1e30, 123456.789, -0.1, 1 / 3])
def test_numbers_are_written_without_exponents_and_exactly(value: float) -> None:
    data = write_gimp([Kernel([[value]])])
    assert b"e-" not in data.replace(b"clamp", b"").split(b"(time 0)")[1].split(b"(red")[0]
    assert parse_gimp(data)[0].weights[1, 1] == value


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    (kernel,) = parse_gimp(write_gimp([COUNTED.replace(divisor=1, offset=0)]))
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


def test_the_letter_is_the_column_and_the_digit_the_row() -> None:
    (kernel,) = parse_gimp(_preset("(e1 7)", "(c3 0)", "(normalize no)"))
    assert np.argwhere(kernel.weights).tolist() == [[0, 4]]


def test_a_moved_anchor_is_written_as_it_is_applied() -> None:
    kernel = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], anchor=(0, 2))
    assert impulse(parse_gimp(write_gimp([kernel]))[0], 5) == impulse(kernel, 5)


def test_what_is_left_out_is_as_gimp_has_it() -> None:
    (kernel,) = parse_gimp(_preset("(normalize no)"))
    assert kernel == Kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]], name="a")


@pytest.mark.parametrize(("centre", "divisor", "offset"), [(4, 4, 0), (-3, 3, 255), (0, 1, 127.5)])
def test_normalising_reckons_divisor_and_offset_as_gegl_does(
    centre: int, divisor: float, offset: float
) -> None:
    text = _preset(f"(c3 {centre})", "(divisor 9)", "(offset 0.5)", "(normalize yes)")
    (kernel,) = parse_gimp(text)
    assert (kernel.divisor, kernel.offset) == (divisor, offset)
    assert parse_gimp(_preset(f"(c3 {centre})"))[0] == kernel


def test_an_offset_of_six_decimals_is_the_level_it_was() -> None:
    (kernel,) = parse_gimp(_preset("(offset 0.501961)", "(normalize no)"))
    assert kernel.offset == 128


def test_other_presets_and_unknown_entries_are_passed_over() -> None:
    text = f"""# settings
(GimpLevelsConfig "x" (time 0))
({TYPE} NULL (time 1700000000) (gimp-mode replace) (color (color-rgba 1 0 0 1))
    (alpha_weight yes) (b3 2.5) (normalize no) (c3 0.0))  # recently used
({TYPE} "B\\303\\251 \\"q\\" \\\\ \\n" (normalize no))
"""
    first, second = parse_gimp(text.encode())
    assert (first.name, first.weights.tolist()) == ("", [[0, 0, 0], [2.5, 0, 0], [0, 0, 0]])
    assert second.name == 'B\u00e9 "q" \\ \n'


@pytest.mark.parametrize(
    ("kernel", "reason"),
    [
        (Kernel(np.ones((7, 7))), "GIMP takes 5 × 5"),
        (Kernel([[1e39]]), "32 bits"),
        (Kernel([[1]], divisor=1e39), "32 bits"),
        (Kernel([[1]], offset=256), "-255 to 255"),
    ],
)
def test_what_gimp_cannot_hold_is_refused(kernel: Kernel, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        write_gimp([kernel])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no preset"),
        (
            b"(GimpLevelsConfig (x 1))",
            "no preset of GIMP's convolution matrix; it is of GimpLevels",
        ),
        (b"((()))", "no preset"),
        (b"(" * 100_000, "too deep"),
        (b"(a", "does not close"),
        (b"(a))", "never opened"),
        (b'(a "b', "quotation mark"),
        (b'(a "' + b"\\" * 100_001, "quotation mark"),
        (b"\xff(", "UTF-8"),
        (_preset("(a1 nan)"), "a1: 'nan'"),
        (_preset("(a1 1e999)"), "a1: 1e999 is too large"),
        (_preset('(a1 "1")'), "a1 is no number"),
        (_preset("(a1 (b 1))"), "a1 is no number"),
        (_preset("(divisor 0)", "(normalize no)"), "divisor is 0"),
        (_preset("(a1 1e308)", "(a2 1e308)"), "divisor is inf"),
        (_preset("(offset 1.01)", "(normalize no)"), "offset is 1.01; GIMP takes -1 to 1"),
        (f"({TYPE}) ".encode() * 4097, "at most 4096"),
    ],
)
def test_other_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        parse_gimp(data)


@given(text=st.text(alphabet='a1 ()"\\#\n.-5c3', max_size=80))
def test_any_text_in_a_preset_is_read_or_refused(text: str) -> None:
    with suppress(KernelError):
        assert parse_gimp(_preset(text))


def test_a_file_gives_its_first_kernel_or_all_whatever_it_is_called(tmp_path: Path) -> None:
    kernels = [COUNTED, Kernel([[0, 0, 0], [0, 3, 0], [0, 0, 0]], name="Three")]
    path = tmp_path / "GimpGegl-gegl-convolution-matrix-config.settings"
    save_kernels(kernels, path)
    assert list(load_kernels(path)) == kernels
    assert load_kernel(path) == COUNTED
    (tmp_path / "a.txt").write_bytes(path.read_bytes())
    assert list(load_kernels(tmp_path / "a.txt")) == kernels
