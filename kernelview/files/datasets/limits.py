"""How much a stranger's data may hold: asked before memory is taken."""

from math import prod

from kernelview.disk.errors import ContentError

MOST_PICTURES = 1_000_000
MOST_CLASSES = 1_000
LONGEST_SIDE = 1_024
# Of a file, and of its pictures once they are unpacked.
LARGEST_BYTES = 1_000_000_000
# Deflate packs at most 258 bytes into 2 bits.
MOST_UNPACKED_A_BYTE = 1_032


def check_count(pictures: int) -> None:
    """Raise ContentError for too few or too many pictures."""
    if pictures < 2:
        raise ContentError(f"it has {pictures} pictures; to train and to test takes at least 2")
    if pictures > MOST_PICTURES:
        raise ContentError(f"it has {pictures:,} pictures; at most {MOST_PICTURES:,} are read")


def check_size(height: int, width: int, channels: int) -> None:
    """Raise ContentError for pictures that are empty, too large, or neither grey nor RGB."""
    if not 1 <= height <= LONGEST_SIDE or not 1 <= width <= LONGEST_SIDE:
        raise ContentError(
            f"its pictures are {width} × {height} pixels; sides of 1 to {LONGEST_SIDE} are read"
        )
    if channels not in (1, 3):
        raise ContentError(
            f"its pictures have {channels} channels; they are grey (1) or RGB (3), channels last"
        )


def check_bytes(shape: tuple[int, ...], bytes_a_value: int) -> None:
    """Raise ContentError where an array would take too much memory."""
    size = prod(shape) * bytes_a_value
    if size > LARGEST_BYTES:
        sides = " × ".join(f"{side:,}" for side in shape)
        raise ContentError(
            f"its {sides} values would take {size // 10**6:,} MB of memory; "
            f"at most {LARGEST_BYTES // 10**6:,} MB are used"
        )


def check_unpacked(packed: int, unpacked: int) -> None:
    """Raise ContentError where so few packed bytes cannot hold so many."""
    if unpacked > (packed + 1) * MOST_UNPACKED_A_BYTE:
        raise ContentError(
            f"it claims {unpacked:,} bytes of values, more than its {packed:,} bytes can hold"
        )
