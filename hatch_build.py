"""Build hook: packs the citation styles and locales into the wheel, from the build requirements that carry them."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACK = "src/forumcite/csl/data/csl.pack"


class StylePack(BuildHookInterface):  # type: ignore[type-arg] # hatchling leaves its parameter open
    """Writes `csl.pack` where it is missing or was made from other versions, for wheels and editable installs alike."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make the pack and add it to the build."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from forumcite.csl.packing import is_current, pack

        target = Path(self.root) / PACK
        sources = {name: version_of(name) for name in ("bxc", "citeproc-py")}
        if not is_current(target, sources):
            count = pack(_folder("bxc"), _folder("citeproc"), target, sources)
            self.app.display_info(f"packed {count} citation styles")
        build_data["artifacts"].append(PACK)


def _folder(package: str) -> Path:
    """Return the folder of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        message = f"the build needs {package}"
        raise RuntimeError(message)
    return Path(spec.submodule_search_locations[0])
