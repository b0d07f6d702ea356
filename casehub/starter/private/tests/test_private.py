"""This hub is for a closed circle: nothing here deploys it, and no page asks to be found."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASEHUB = Path(sys.executable).with_name("casehub")


class APrivateHub(unittest.TestCase):
    """Keeping people out is the host's work: content/about/private.md says how. This is what the hub does itself."""

    def test_no_workflow_deploys_it(self) -> None:
        """Pages of a private repository are public, unless somebody has bought and set up access control."""
        for path in sorted((ROOT / ".github" / "workflows").glob("*.y*ml")):
            text = path.read_text("utf-8")
            for sign in ("pages: write", "deploy-pages", "upload-pages-artifact", "gh-pages"):
                with self.subTest(workflow=path.name, sign=sign):
                    self.assertNotIn(sign, text)

    def test_every_page_asks_not_to_be_listed(self) -> None:
        """In its head, and in robots.txt; and the sitemap names nothing."""
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            command = [str(CASEHUB), "build", "--output", str(site), "--root", str(ROOT)]
            built = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(built.returncode, 0, built.stdout + built.stderr)
            pages = sorted(site.rglob("*.html"))
            self.assertTrue(pages)
            for path in pages:
                with self.subTest(page=path.relative_to(site).as_posix()):
                    self.assertIn('<meta name="robots" content="noindex', path.read_text("utf-8"))
            self.assertIn("Disallow: /\n", (site / "robots.txt").read_text("utf-8"))
            self.assertNotIn("<loc>", (site / "sitemap.xml").read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
