"""A real browser for tests, and what is measured in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: Contrast of every visible text with what is painted behind it (WCAG 2.2, 1.4.3), worst first.
CONTRASTS = """() => {
  const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const [r, g, b, a] = rgba(getComputedStyle(up).backgroundColor);
      if (a === 255) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element.closest("script, svg")) continue;
    const [one, two] = [light(rgba(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    found.push([ratio, element.className + ": " + element.textContent.slice(0, 40)]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 3);
}"""


def _executable(shipped: Any) -> str | None:
    """A Chromium of this machine: named by RASHOMON_BROWSER, the distribution's, or Playwright's."""
    named = os.environ.get("RASHOMON_BROWSER")
    for name in filter(None, (named, "chromium", "chromium-browser", "google-chrome")):
        if found := shutil.which(name):
            return found
    own = str(shipped.executable_path)
    return own if Path(own).exists() else None


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium without a window; the test is skipped where none can be had."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        executable = _executable(running.chromium)
        if executable is None:
            pytest.skip("no Chromium on this machine; .ci/browser can get one")
        launched = running.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()
