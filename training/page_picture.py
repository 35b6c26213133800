"""The picture of the page in the README: ``docs/page.png``, taken of the demo page in Chromium.

    python -m training.page_picture [PAGE]

Without ``PAGE`` the invented reports of ``examples/reports`` are compared first. The window is 1440 by 900
pixels, light; one fact of a disagreement has been followed, and the report beside it shows the passage.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "page.png"
FOLLOWED = "no more than 90 tonnes"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(sys.argv[1]) if len(sys.argv) > 1 else _made(Path(folder))
        _take(page.resolve())
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")
    return 0


def _made(folder: Path) -> Path:
    """The page of the examples' largest story."""
    command = [sys.executable, "-m", "rashomon", "compare", str(ROOT / "examples" / "reports")]
    subprocess.run([*command, "--html", f"{folder}/"], check=True)
    return min(folder.glob("0001-*.html"))


def _take(page: Path) -> None:
    from tests.browsing import chromium

    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        tab.goto(page.as_uri())
        tab.locator("figure.differ a.to", has_text=FOLLOWED).click()
        tab.evaluate("document.querySelector('#s1-differ').scrollIntoView()")
        tab.screenshot(path=str(PICTURE))


if __name__ == "__main__":
    sys.exit(main())
