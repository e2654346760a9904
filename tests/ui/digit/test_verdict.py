import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.ui.digit.verdict import share_text, verdict


def shares(**given: float) -> np.ndarray:
    return np.array([given.get(f"c{digit}", 0.0) for digit in range(10)])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (shares(c7=0.98, c1=0.02), "7, 98 %"),
        (shares(c7=0.7, c1=0.3), "Perhaps 7, 70 %"),
        (shares(c7=0.55, c1=0.45), "Not sure: 7 or 1"),
        (shares(c3=0.4, c8=0.1), "Not sure: 3 or 8"),
        (np.full(10, 0.1), "Not sure: 0 or 1"),
        (shares(c2=1.0), "2, 100 %"),
        (shares(c2=0.9999, c3=0.0001), "2, > 99 %"),
    ],
)
def test_the_answer_is_as_sure_as_the_network(given: np.ndarray, words: str) -> None:
    assert verdict(given, [str(digit) for digit in range(10)]) == words


@given(share=st.floats(0, 1))
def test_only_what_is_0_or_1_is_called_so(share: float) -> None:
    text = share_text(share)

    assert (text == "0.0 %") == (share == 0)
    assert (text == "100.0 %") == (share == 1)
