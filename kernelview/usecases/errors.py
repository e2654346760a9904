"""What a use case refuses."""


class UseCaseError(ValueError):
    """A request that can't be carried out as asked; says what would be right."""
