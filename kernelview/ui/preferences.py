"""What the window remembers between two starts; damaged values are forgotten."""

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QSettings

from kernelview.ui.appearance import ThemeChoice

MOST_RECENT = 10
USUAL_QUALITY = 92


class Preferences:
    """Typed access to the settings; every read returns something usable."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def save(self) -> None:
        """Write what is remembered now rather than soon."""
        self._settings.sync()

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Pictures opened last, newest first."""
        return tuple(Path(name) for name in self._texts("recent_files"))[:MOST_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put a picture first among the recent ones."""
        others = [known for known in self.recent_files if known != path]
        self._set_recent([path, *others])

    def forget_recent(self, path: Path) -> None:
        """Take a picture from the recent ones."""
        self._set_recent([known for known in self.recent_files if known != path])

    @property
    def open_folder(self) -> Path | None:
        """The folder a file was opened from last."""
        return self._folder("open_folder")

    @open_folder.setter
    def open_folder(self, folder: Path) -> None:
        self._settings.setValue("open_folder", str(folder))

    @property
    def export_folder(self) -> Path | None:
        """The folder a file was exported to last."""
        return self._folder("export_folder")

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._settings.setValue("export_folder", str(folder))

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system has it."""
        value = self._settings.value("theme")
        choices: tuple[ThemeChoice, ...] = get_args(ThemeChoice)
        return next((choice for choice in choices if choice == value), "system")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice)

    @property
    def quality(self) -> int:
        """Quality of exported JPEG and WebP files, 1 to 100."""
        try:
            value = int(str(self._settings.value("quality", USUAL_QUALITY)))
        except ValueError:
            return USUAL_QUALITY
        return value if 1 <= value <= 100 else USUAL_QUALITY

    @quality.setter
    def quality(self, quality: int) -> None:
        self._settings.setValue("quality", quality)

    @property
    def geometry(self) -> bytes | None:
        """Place and size of the window, as Qt saves them."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, state: bytes) -> None:
        self._settings.setValue("geometry", QByteArray(state))

    @property
    def splitter(self) -> bytes | None:
        """Widths of the columns, as Qt saves them."""
        return self._bytes("splitter")

    @splitter.setter
    def splitter(self, state: bytes) -> None:
        self._settings.setValue("splitter", QByteArray(state))

    @property
    def folded_groups(self) -> tuple[str, ...] | None:
        """Titles of the library's folded groups; None before the first start."""
        return self._texts("folded_groups") if self._settings.contains("folded_groups") else None

    @folded_groups.setter
    def folded_groups(self, titles: Iterable[str]) -> None:
        self._settings.setValue("folded_groups", list(titles))

    @property
    def view_mode(self) -> str | None:
        """How picture and result were compared last."""
        value = self._settings.value("view_mode")
        return value if isinstance(value, str) else None

    @view_mode.setter
    def view_mode(self, mode: str) -> None:
        self._settings.setValue("view_mode", mode)

    @property
    def code_target(self) -> str:
        """What a kernel was written for last; nothing before the first time."""
        value = self._settings.value("code_target")
        return value if isinstance(value, str) else ""

    @code_target.setter
    def code_target(self, target_id: str) -> None:
        self._settings.setValue("code_target", target_id)

    def _set_recent(self, paths: list[Path]) -> None:
        self._settings.setValue("recent_files", [str(path) for path in paths[:MOST_RECENT]])

    def _folder(self, key: str) -> Path | None:
        value = self._settings.value(key)
        if not isinstance(value, str) or not value:
            return None
        try:
            return Path(value) if Path(value).is_dir() else None
        except OSError:
            # Longer than a path can be, or behind a folder that may not be entered.
            return None

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._settings.value(key)
        # A list of one comes back as the text itself.
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            return ()
        return tuple(text for text in values if isinstance(text, str) and text and "\0" not in text)

    def _bytes(self, key: str) -> bytes | None:
        value = self._settings.value(key)
        return bytes(value.data()) if isinstance(value, QByteArray) and value.size() else None


def default_preferences() -> Preferences:
    """Return the preferences of the person at the computer."""
    return Preferences(QSettings("KernelView", "KernelView"))
