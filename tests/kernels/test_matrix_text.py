from typing import Any

import numpy as np
import pytest

from kernelview.kernels import KernelError, format_matrix, parse_matrix, preset

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


@pytest.mark.parametrize(
    "text",
    [
        "-1 0 1\n-2 0 2\n-1 0 1",
        "-1 0 1\n-2 0 2\n-1 0 1\n\n",
        "-1 0 1\r\n-2 0 2\r\n-1 0 1\r\n",
        "-1 0 1; -2 0 2; -1 0 1",
        "-1 0 1;\n-2 0 2;\n-1 0 1;",
        "-1,0,1;-2,0,2;-1,0,1",
        "-1, 0, 1\n-2, 0, 2\n-1, 0, 1",
        "-1,0,1,\n-2,0,2,\n-1,0,1,\n",
        "-1\t0\t1\n-2\t0\t2\n-1\t0\t1",
        "-1\t0\t1\t\n-2\t0\t2\t\n-1\t0\t1\t\n",
        "  -1   0   1  \n  -2   0   2\n-1 0 1",
        "\ufeff-1 0 1\n-2 0 2\n-1 0 1",
        "−1 0 1\n−2 0 2\n−1 0 1",
        "-1\u00a00\u00a01\n-2 0 2\n-1 0 1",
        "[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
        "[[-1, 0, 1],\n [-2, 0, 2],\n [-1, 0, 1],]",
        "[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]",
        "[[-1  0  1]\n [-2  0  2]\n [-1  0  1]]",
        "[[-1. 0. 1.]\n [-2. 0. 2.]\n [-1. 0. 1.]]",
        "[[-1\n 0\n 1] [-2 0 2]\n [-1 0 1]]",
        "array([[-1,  0,  1],\n       [-2,  0,  2],\n       [-1,  0,  1]])",
        "np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.float32)",
        "array([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]], dtype=float32)",
        "kernel = numpy.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])",
        "k = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
        "torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])",
        "tensor([[-1., 0., 1.],\n        [-2., 0., 2.],\n        [-1., 0., 1.]])",
        "((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))",
        "{{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};",
        "[-1 0 1; -2 0 2; -1 0 1]",
        "3x3: -1,0,1 -2,0,2 -1,0,1",
        "3: -1,0,1,-2,0,2,-1,0,1",
        "3x3+1+1: -1 0 1\n-2 0 2\n-1 0 1",
        "3x3:-1,0,1 -2,0,2 -1,0,1;",
    ],
)
def test_all_notations_read_the_same(text: str) -> None:
    kernel = parse_matrix(text)
    assert kernel.weights.tolist() == SOBEL
    assert (kernel.divisor, kernel.offset, kernel.anchor, kernel.name) == (1, 0, (1, 1), "")


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("5", [[5]]),
        ("1 2 3", [[1, 2, 3]]),
        ("1\n2\n3", [[1], [2], [3]]),
        ("[1, 2]", [[1, 2]]),
        ("[[1], [2]]", [[1], [2]]),
        ("1/2 sqrt(4) (1+2)*3", [[0.5, 2, 9]]),
        ("1 / 2, 2 * 3", [[0.5, 6]]),
        ("1 - 2, 3 + 4", [[-1, 7]]),
        ("1 -2 3 -4", [[1, -2, 3, -4]]),
        ("- 1, + 2", [[-1, 2]]),
        ("(1 + 2) 4", [[3, 4]]),
        ("sqrt( 4 ) 1", [[2, 1]]),
        ("[[sqrt(4), 1/2], [-pi*0, 2**3]]", [[2, 0.5], [0, 8]]),
        ("1e3 -2.5e-1", [[1000, -0.25]]),
        ("1 / 2\t3", [[0.5, 3]]),
        ("\t1 2\n\t3 4", [[1, 2], [3, 4]]),
        ("1 2\t3\n4\t5 6", [[1, 2, 3], [4, 5, 6]]),
        ("2x1: 3 4", [[3, 4]]),
        ("1x2: 3 4", [[3], [4]]),
        ("3x1: -,1,nan", [[0, 1, 0]]),
    ],
)
def test_cells_and_shapes(text: str, weights: list[list[float]]) -> None:
    assert parse_matrix(text).weights.tolist() == weights


@pytest.mark.parametrize(
    ("text", "divisor"),
    [
        ("[[1, 2], [3, 4]] / 9", 9),
        ("np.array([[1, 2], [3, 4]]) / 9", 9),
        ("np.array([[1, 2], [3, 4]], dtype=np.float32)/9", 9),
        ("1/9 * np.array([[1, 2], [3, 4]])", 9),
        ("k = (1/9) * np.array([[1, 2], [3, 4]])", 9),
        ("np.array([[1, 2], [3, 4]]) * (1/9)", 9),
        ("[1 2; 3 4] / sqrt(81)", 9),
        ("1/49 * [[1, 2], [3, 4]]", 49),
        ("2 * [[1, 2], [3, 4]]", 0.5),
    ],
)
def test_a_factor_beside_brackets_is_the_divisor(text: str, divisor: float) -> None:
    kernel = parse_matrix(text)
    assert kernel.weights.tolist() == [[1, 2], [3, 4]]
    assert kernel.divisor == divisor


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("2x2: 1 2 3 4", (0, 0)), ("3x1+2+0: 1 2 3", (0, 2)), ("4x4+3+1: " + "1 " * 16, (1, 3))],
)
def test_imagemagick_sets_the_anchor_as_it_would(text: str, anchor: tuple[int, int]) -> None:
    assert parse_matrix(text).anchor == anchor


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        (";;;", "no numbers"),
        ("[]", "no numbers"),
        ("[[]]", "no numbers|no number"),
        ("1 2\n3", "row 2 has 1 cell; row 1 has 2 cells"),
        ("[[1, 2], [3, 4, 5]]", "row 2 has 3 cells; row 1 has 2 cells"),
        ("1 2\n3 x", "row 2, column 2: 'x' is not understood"),
        ("1 2\n3 1/0", "row 2, column 2: '1/0' divides by 0"),
        ("1,,2", "row 1, column 2: there is no number"),
        ("1\t\t2", "row 1, column 2: there is no number"),
        ("1 nan", "row 1, column 2"),
        ("1 inf", "row 1, column 2"),
        ("[[1, 2], [3, 4]", "never closed"),
        ("[1, 2]]", 'no "\\[" before'),
        ("[[[1]]]", "two deep"),
        ("[[1, 2], 3, [4, 5]]", "'3' stands between"),
        ("[[1 2]\n ...\n [3 4]]", "left cells out"),
        ("[[1, 2]] + 3", "beside the brackets"),
        ("foo([[1, 2]])", "beside the brackets"),
        ("[[1, 2]] / 0", "divisor is 0"),
        ("[[1, 2]] * 0", "is 0"),
        ("[[1, 2]] / x", "'x'"),
        ("3x3: 1 2 3", "takes 9 numbers; there are 3"),
        ("3x3>: 1 2 3", "'>'"),
        ("0x3: 1", "1 to 99"),
        ("100x1: 1", "1 to 99"),
        ("3x1+3+0: 1 2 3", "anchor"),
        ("3x1: 1 2 x", "row 1, column 3"),
        ("1 " * 100, "at most 99 columns; row 1 has more"),
        ("1," * 100, "at most 99 columns; row 1 has more"),
        ("1\t" * 100, "at most 99 columns; row 1 has more"),
        ("[[1], " + "[1], " * 99 + "]", "at most 99 rows; the text has 100"),
        ("1\n" * 100, "at most 99 rows; the text has 100"),
        ("1\n" * 2_000_000, "too many"),
        ("[" * 100_000, "two deep"),
        ("(" * 100_000, "200 characters"),
        ("1" + " " * 900_000 + "x", "row 1, column 2: 'x'"),
        ("((1)" + " " * 900_000 + "x", "row 1, column 1"),
        ("[[1]" + " " * 900_000 + "x]", "'x' stands between"),
        ("[1]" + " " * 900_000 + ", x", "beside the brackets"),
        ("a" * 900_000 + "[1]", "beside the brackets"),
        ("array(" * 100_000 + "[1]", "beside the brackets"),
        ("9**9**9 1", "row 1, column 1"),
        ("Sobel", "row 1, column 1: 'sobel'|'Sobel'"),
        ("import os", "row 1, column 1"),
        ("__import__('os').system('true')", "row 1, column 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(KernelError, match=message) as refusal:
        parse_matrix(text)
    assert len(str(refusal.value)) < 600


@pytest.mark.parametrize("text", [None, 3, b"1 2", [[1]]])
def test_only_text_is_read(text: Any) -> None:
    with pytest.raises(KernelError, match="read from text"):
        parse_matrix(text)


def test_a_numpy_print_of_a_wide_array_reads_back() -> None:
    weights = np.arange(99 * 5).reshape(5, 99) / 7
    with np.printoptions(threshold=10_000, precision=17):
        text = str(weights)
    assert text.count("\n") > 5
    np.testing.assert_array_equal(parse_matrix(text).weights, weights)
    assert format_matrix(preset("log-9"), "numpy").startswith("np.array([[")
