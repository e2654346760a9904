"""The kernel editor."""

from kernelview.ui.editor.editor_panel import EditorPanel
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.editor.transforms import ACTIONS, TRANSFORMS, Action, Transform

__all__ = ["ACTIONS", "TRANSFORMS", "Action", "EditorPanel", "NumberBox", "Transform"]
