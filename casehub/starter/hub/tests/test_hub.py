"""What this hub promises: its records are sound, and the site has a page for each that is published.

These tests need nothing but Python and CaseHub. Add your own beside them: any file named test_*.py is run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASEHUB = Path(sys.executable).with_name("casehub")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of CaseHub on this hub."""
    command = [str(CASEHUB), *arguments, "--root", str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class TheHub(unittest.TestCase):
    """Read once, built once."""

    site: Path
    built: subprocess.CompletedProcess[str]

    @classmethod
    def setUpClass(cls) -> None:
        """Build the site into a folder of its own."""
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = Path(folder.name) / "site"
        cls.built = run("build", "--output", str(cls.site))

    def test_nothing_stops_publication(self) -> None:
        """Errors of the check are told here in full."""
        done = run("check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_site_builds(self) -> None:
        """From the records as they are."""
        self.assertEqual(self.built.returncode, 0, self.built.stdout + self.built.stderr)
        self.assertTrue((self.site / "index.html").is_file())

    def test_every_published_case_has_its_page(self) -> None:
        """Whether it is one file or a folder with images."""
        for path in (ROOT / "content" / "cases").rglob("*.md"):
            if "\nstatus: published\n" in path.read_text("utf-8"):
                id = path.parent.name if path.stem == "index" else path.stem
                with self.subTest(case=id):
                    self.assertTrue((self.site / "cases" / id / "index.html").is_file())


if __name__ == "__main__":
    unittest.main()
