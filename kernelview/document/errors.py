"""What a document refuses."""


class DocumentError(ValueError):
    """An edit that does not fit the document; says what would be right."""
