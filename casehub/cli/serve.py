"""`casehub serve`."""


def serve() -> None:
    """Soon."""
