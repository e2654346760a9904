"""The document: what a person made, how it changes, and what can be undone."""

from kernelview.document.document import Document, Slot, kernels_of, new_document
from kernelview.document.errors import DocumentError
from kernelview.document.history import History, Step
from kernelview.document.image import Image
from kernelview.document.inspection import Inspection, inspect
from kernelview.document.plan import TrainingPlan
from kernelview.document.session import Session

__all__ = [
    "Document",
    "DocumentError",
    "History",
    "Image",
    "Inspection",
    "Session",
    "Slot",
    "Step",
    "TrainingPlan",
    "inspect",
    "kernels_of",
    "new_document",
]
