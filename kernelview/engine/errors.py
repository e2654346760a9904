"""What the engine refuses."""


class EngineError(ValueError):
    """A picture, kernel or setting that the engine cannot use; says what would be right."""
