"""The content security policy that stands on every page.

Nothing of ours is inline, so no hash is needed: scripts, styles and data come from the site itself, images also as
`data:` (the theme's style sheet draws its icons so). A `meta` element cannot carry `frame-ancestors`; a host that
can send headers should add it. Source: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-src 'none'"
)


def allow_inline(html: bytes) -> bytes:
    """The same page with the hash of each inline script added to its policy. Only serving needs it."""
    hashes = b" ".join(
        b"'sha256-" + base64.b64encode(hashlib.sha256(script).digest()) + b"'"
        for script in re.findall(rb"<script>(.*?)</script>", html, re.DOTALL)
    )
    return html.replace(b"script-src &#39;self&#39;", b"script-src &#39;self&#39; " + hashes, 1).replace(
        b"script-src 'self'", b"script-src 'self' " + hashes, 1
    )
