"""`casehub build`."""


def build() -> None:
    """Soon."""
