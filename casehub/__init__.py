"""CaseHub: a knowledge hub for the public sector that lives in a git repository."""

__version__ = "0.1.0"
