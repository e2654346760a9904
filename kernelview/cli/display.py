"""Whether a window can be shown here."""

from collections.abc import Mapping

_SCREEN_PLUGINS = ("", "xcb", "wayland")


def display_is_missing(platform: str, environment: Mapping[str, str]) -> bool:
    """Return whether a window would have nowhere to appear.

    `platform` is sys.platform. Only Linux can lack a display, and only where no Qt platform
    is asked for that needs none (such as offscreen).
    """
    if not platform.startswith("linux"):
        return False
    asked = environment.get("QT_QPA_PLATFORM", "").split(";")
    plugins = {plugin.partition(":")[0].partition("-")[0] for plugin in asked}
    if not plugins <= set(_SCREEN_PLUGINS):
        return False
    return not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
