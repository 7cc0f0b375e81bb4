"""The direction of imports: the text, the matcher and the model do not know each other; one layer joins them.

What a layer may import stands in LAYERS; within a layer everything may. The core never imports a command, a report or
the disk. What is said to people (`messages`) knows nothing of ours, and every layer may say something; so it is with
`patterns`, which every layer may use. Imports for type checking count too: a type is knowledge.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/forumcite"
# Layer: its modules, and the layers that it may import.
LAYERS: dict[str, tuple[str, str]] = {
    "messages": ("messages", ""),
    "patterns": ("patterns", ""),
    "verdict": ("verdict", ""),
    "model": ("model", ""),
    "text": ("text", ""),
    "match": ("match", ""),
    "csl": ("csl", ""),
    "guard": ("guard", "text match verdict"),
    "findings": ("findings", "verdict"),
    "rules": ("rules", "findings"),
    "sources": ("sources", "model findings rules"),
    "disk": ("claims tree edit configuration", "model findings rules sources"),
    "places": ("locator fragment", ""),
    "cite": ("cite", "model csl text places"),
    "verify": (
        "verify judge locate speakers acceptance conflicts fixes",
        "verdict model text match guard findings rules sources cite",
    ),
    "report": ("report", "verdict findings rules"),
    "revisions": ("revisions", ""),
    "gate": ("gate trust baseline", "verdict model text match findings rules sources disk verify report revisions"),
    "authoring": ("repair authoring starter", "verdict model text guard findings sources disk verify"),
    "commands": (
        "commands authoring_commands source_commands citing cli help __main__",
        "verdict model csl findings rules sources disk places verify cite report revisions gate authoring",
    ),
}
LAYER_OF = {module: layer for layer, (modules, _) in LAYERS.items() for module in modules.split()}
# Who may know what the disk looks like: for types only, so that the pipeline takes a loaded project.
TYPES_ONLY = {("verify", "disk")}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def top_name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[tuple[str, bool]]:
    """The names below forumcite that a module imports, and whether only for type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[tuple[str, bool]] = set()
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module] if node.module != "forumcite" else [f"forumcite.{each.name}" for each in node.names]
        found |= {(name.split(".")[1], id(node) in for_types) for name in names if name.startswith("forumcite.")}
    return {(name, typed) for name, typed in found if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


def test_every_module_has_its_layer() -> None:
    assert {top_name(path) for path in modules()} <= set(LAYER_OF), "name the layer of the new module in LAYERS"


def test_the_layers_have_no_cycle() -> None:
    done: set[str] = set()
    for layer, (_, below) in LAYERS.items():
        # Each layer imports only layers that stand above it in the table.
        assert set(below.split()) <= done, layer
        done.add(layer)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below(path: Path) -> None:
    layer = LAYER_OF[top_name(path)]
    allowed = {layer, "messages", "patterns", *LAYERS[layer][1].split()}
    wrong = [
        (name, LAYER_OF[name])
        for name, for_types in imported(path)
        if LAYER_OF[name] not in allowed and not (for_types and (layer, LAYER_OF[name]) in TYPES_ONLY)
    ]
    assert not wrong


def test_the_walk_sees_imports() -> None:
    assert ("text", False) in imported(PACKAGE / "locate.py")
    assert ("guard", False) in imported(PACKAGE / "locate.py")
    assert any(typed for path in modules() for _, typed in imported(path))
