"""Every example in the README and in ``docs/`` runs: console blocks line by line, Python blocks whole.

A console line starts with ``$ ``; lines for ``make``, ``git`` and ``pip`` set a machine up and are not
run here. Lines without ``$ `` show what is printed and are not compared: numbers change, words grow.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SETS_UP = ("make", "git", "pip", "cd")


def _blocks() -> list[tuple[str, str, str]]:
    found = []
    for page in PAGES:
        for number, match in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
            found.append((f"{page.name}:{number}", match[1], match[2]))
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the examples in it, as a user who follows the docs has."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize(("place", "kind", "code"), _blocks(), ids=[b[0] for b in _blocks()])
def test_the_example_runs(desk: Path, place: str, kind: str, code: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    commands = [code] if kind == "python" else [li[2:] for li in code.splitlines() if li.startswith("$ ")]
    for command in commands:
        if kind == "console" and command.split()[0] in _SETS_UP:
            continue
        run = subprocess.run(
            [sys.executable, "-c", command] if kind == "python" else ["bash", "-ec", command],
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert run.returncode == 0, f"{place}: {command}\n{run.stderr}"
