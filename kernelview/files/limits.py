"""How large a picture may be: checked from the header, before anything is decoded."""

from dataclasses import dataclass

from kernelview.disk.errors import ContentError


@dataclass(frozen=True)
class Limits:
    """The most that is opened: `pixels`, `side` in pixels, `bytes` of the file and decoded."""

    pixels: int = 200_000_000
    bytes: int = 1_000_000_000
    side: int = 65_500

    def check_size(self, width: int, height: int, *, bytes_a_pixel: int = 1) -> None:
        """Raise ContentError when a picture of this size is not to be decoded."""
        if width < 1 or height < 1:
            raise ContentError(f"its header claims {width} × {height} pixels; it has none to show")
        if max(width, height) > self.side:
            raise ContentError(
                f"it is {width} × {height} pixels; the longest side allowed is {self.side}"
            )
        if width * height > self.pixels:
            raise ContentError(
                f"it is {width} × {height} pixels, {_millions(width * height)} million; "
                f"at most {_millions(self.pixels)} million are opened"
            )
        if width * height * bytes_a_pixel > self.bytes:
            raise ContentError(
                f"its {width} × {height} pixels would take "
                f"{_millions(width * height * bytes_a_pixel)} MB of memory; "
                f"at most {_millions(self.bytes)} MB are used"
            )


DEFAULT_LIMITS = Limits()


def _millions(number: int) -> str:
    return f"{number / 1e6:,.6g}" if number < 1e6 else f"{number / 1e6:,.0f}"
