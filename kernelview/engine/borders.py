"""What lies beyond the picture's edge, as numpy.pad names it."""

from typing import Literal, get_args

Border = Literal["reflect", "symmetric", "edge", "wrap", "constant"]
BORDERS: tuple[Border, ...] = get_args(Border)
