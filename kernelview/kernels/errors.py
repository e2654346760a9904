"""What a kernel refuses."""


class KernelError(ValueError):
    """A matrix, parameter or text that is no kernel; says which cell and what would be right."""
