"""Compiles the language files and tables when a wheel is built, so that no start reads TOML."""

from __future__ import annotations

import importlib.util
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledLanguages(BuildHookInterface[Any]):
    """Puts ``languages/precompiled/<name>.json`` into a wheel for each file in TOML of the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles every file into a folder of its own, which the wheel takes in."""
        if self.target_name != "wheel" or version == "editable":
            return
        package = Path(self.root) / "src" / "rashomon"
        spec = importlib.util.spec_from_file_location("compiled", package / "languages" / "compiled.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        folder = Path(tempfile.mkdtemp())
        for path in sorted(package.rglob("*.toml")):
            source = path.read_bytes()
            target = folder / f"{path.stem}.json"
            target.write_bytes(module.compiled(tomllib.loads(source.decode("utf-8")), source))
            build_data["force_include"][str(target)] = f"rashomon/languages/precompiled/{target.name}"
