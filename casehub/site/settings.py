"""What a host's configuration says about the site."""

from __future__ import annotations

from dataclasses import dataclass

from casehub.site.page import Page


@dataclass(frozen=True)
class Settings:
    """What the host's configuration says about the site."""

    name: str
    url: str
    description: str
    repo_url: str
    edit_uri: str
    digest: str
    """Changes with whatever may show on every page: the configuration and the menu."""
    is_private: bool = False
    """Whether the site is for a closed circle, so that no page asks to be found."""
    mailbox: str = ""
    """Where people without an account send what they have written; nothing where nobody reads such a mailbox."""

    def address(self, page: Page) -> str:
        """The whole address of a page, or nothing where the site's is not known."""
        return self.whole(page.url)

    def whole(self, url: str) -> str:
        """The whole address of what stands at a place of the site, or nothing where the site's is not known."""
        return self.url.rstrip("/") + "/" + url.removeprefix("./") if self.url else ""
