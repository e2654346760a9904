import pytest

from kernelview.kernels import Kernel, KernelError, TextStyle, format_matrix, format_number

KERNEL = Kernel([[1.0, -0.5], [10.0, 0.0]], divisor=4)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("spaces", " 1 -0.5\n10    0"),
        ("tabs", "1\t-0.5\n10\t0"),
        ("semicolons", "1 -0.5; 10 0"),
        ("python", "[[ 1, -0.5],\n [10,    0]]"),
        ("numpy", "np.array([[ 1, -0.5],\n          [10,    0]]) / 4"),
        ("imagemagick", "2x2+1+1: 1,-0.5 10,0"),
    ],
)
def test_styles(style: TextStyle, text: str) -> None:
    assert format_matrix(KERNEL, style) == text


def test_imagemagick_leaves_its_own_anchor_out() -> None:
    assert format_matrix(Kernel([[1, 2, 3]]), "imagemagick") == "3x1: 1,2,3"


def test_an_unknown_style_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KernelError, match="spaces, tabs"):
        format_matrix(KERNEL, "yaml")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (-2.5, "-2.5"),
        (1 / 9, "0.1111111111111111"),
        (1e300, "1e+300"),
        (1e-12, "1e-12"),
        (123456789.0, "123456789"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(value: float, text: str) -> None:
    assert format_number(value) == text
