import pytest

from kernelview.disk.errors import ContentError
from kernelview.files.datasets.limits import check_bytes, check_count, check_size, check_unpacked


def test_what_would_take_too_much_memory_is_refused() -> None:
    check_bytes((1000, 1000, 1000), 1)
    with pytest.raises(ContentError, match="1,000 × 1,000 × 1,001 values would take 1,001 MB"):
        check_bytes((1000, 1000, 1001), 1)
    with pytest.raises(ContentError, match="at most 1,000 MB"):
        check_bytes((1000, 1000, 1000), 2)


def test_more_than_packed_bytes_can_hold_is_refused() -> None:
    check_unpacked(1000, 1_000_000)
    with pytest.raises(ContentError, match="more than its 1,000 bytes can hold"):
        check_unpacked(1000, 1_100_000)


@pytest.mark.parametrize("size", [(0, 5, 1), (5, 1025, 1), (5, 5, 2), (5, 5, 0)])
def test_sizes_that_no_network_takes_are_refused(size: tuple[int, int, int]) -> None:
    check_size(1024, 1, 3)
    with pytest.raises(ContentError):
        check_size(*size)


@pytest.mark.parametrize("count", [0, 1, 1_000_001])
def test_too_few_or_too_many_pictures_are_refused(count: int) -> None:
    check_count(1_000_000)
    with pytest.raises(ContentError):
        check_count(count)
