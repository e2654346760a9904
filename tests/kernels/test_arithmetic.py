import math
from typing import Any

import pytest

from kernelview.kernels import KernelError, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-2", -2),
        ("+3.5", 3.5),
        (".5", 0.5),
        ("5.", 5),
        ("1e-3", 0.001),
        ("1E3", 1000),
        ("007", 7),
        ("  4  ", 4),
        ("1/9", 1 / 9),
        ("sqrt(2)", math.sqrt(2)),
        ("sqrt(2)/2", math.sqrt(2) / 2),
        ("-pi", -math.pi),
        ("2*(1+3)", 8),
        ("2**3", 8),
        ("2^3", 8),
        ("-2**2", -4),
        ("1 - 2 - 3", -4),
        ("exp(1)", math.e),
        ("e", math.e),
        ("log(e)", 1),
        ("cos(pi)", -1),
        ("abs(-3)", 3),
        ("--1", 1),
        ("PI", math.pi),
        ("π/2", math.pi / 2),
        ("√2", math.sqrt(2)),
        ("√(2+2)", 2),
        ("−1", -1),
        ("2×3÷4", 1.5),
        ("((((1))))", 1),
    ],
)
def test_numbers_and_expressions(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x",
        "1 2",
        "1,5",
        "2pi",
        "1/",
        "(1",
        "1)",
        "sqrt",
        "sqrt()",
        "sqrt(1, 2)",
        "sqrt 2",
        "pi()",
        "pi(2)",
        "1(2)",
        "nan",
        "inf",
        "-Infinity",
        "True",
        "None",
        "1j",
        "1_000",
        "0x10",
        "'a'",
        '"1"',
        "[1]",
        "1 if 1 else 2",
        "1 < 2",
        "1 // 2",
        "1 % 2",
        "1 & 1",
        "~1",
        "not 1",
        "lambda: 1",
        "x := 1",
        "1;2",
        "1\x002",
        "1\n2",
        "__import__('os').system('true')",
        "().__class__",
        "sqrt.__call__(4)",
        "e.real",
        "١",
        "²",
        "#",
        "1 # one",
        "🙂",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(KernelError):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/0", "divides by 0"),
        ("1/(2-2)", "divides by 0"),
        ("0**-1", "divides by 0"),
        ("sqrt(-1)", "no finite real value"),
        ("log(0)", "no finite real value"),
        ("(-8)**(1/3)", "no finite real value"),
        ("exp(1000)", "no finite real value"),
        ("9**9**9", "no finite real value"),
        ("1e308*10", "no finite real value"),
        ("1e999", "no finite real value"),
        ("2*1e999", "too large"),
        ("9" * 150 + "**" + "9" * 40, "no finite real value"),
        ("(" * 90 + "1" + ")" * 90, ""),
        ("-" * 199 + "1", "levels|nested"),
        ("1" + "+1" * 99, "nested"),
        ("(" * 10_000, "200 characters"),
        ("9" * 10_000_000, "200 characters"),
        ("wibble + 1", "'wibble'"),
        ("", "no number"),
    ],
)
def test_hostile_input_is_refused_with_a_reason(text: str, message: str) -> None:
    if not message:
        assert parse_number(text) == 1
        return
    with pytest.raises(KernelError, match=message) as refusal:
        parse_number(text)
    assert len(str(refusal.value)) < 500


@pytest.mark.parametrize("value", [None, 1, 1.5, b"1", ["1"]])
def test_only_text_is_read(value: Any) -> None:
    with pytest.raises(KernelError, match="read from text"):
        parse_number(value)
