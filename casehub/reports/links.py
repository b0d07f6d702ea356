"""Where a code is explained."""


def page_of(code: str, site_url: str) -> str:
    """The address of the page about a code; empty when the hub's own address is not known."""
    return f"{site_url.rstrip('/')}/contribute/rules/{code.lower()}/" if site_url else ""
