"""The house rules that can be read from the code: floors, libraries, names, lengths.

``python -m tests.architecture`` prints the figures: functions, cycles, hidden imports.
"""

import ast
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.floors import LIBRARIES, ROOMS, SIDEWAYS

ROOT = Path(__file__).resolve().parents[1]

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}
MIGRATIONS = Path("gallery/migrations/versions")
LONGEST_FILE = 300  # lines


@dataclass(frozen=True)
class Import:
    """One import: who, whom, where."""

    module: str
    target: str
    line: int
    is_hidden: bool  # inside a function


@dataclass(frozen=True)
class Module:
    """One file of the house."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def imports(self) -> Iterator[Import]:
        """All its imports, those inside functions too; type-checking ones left out."""
        hidden = {
            id(inner)
            for outer in ast.walk(self.tree)
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
            for inner in ast.walk(outer)
        }
        for node in ast.walk(self.tree):
            for target in _targets(node):
                yield Import(self.name, target, getattr(node, "lineno", 0), id(node) in hidden)


def read_house(root: Path = ROOT) -> list[Module]:
    """Return every module of the project below a root, migrations and tests left out."""
    files = [root / "config.py", root / "wsgi.py"]
    for folder in ("gallery", "uploads_worker"):
        files += sorted((root / folder).rglob("*.py"))
    return [
        Module(_name(path.relative_to(root)), path)
        for path in files
        if path.exists() and "migrations" not in path.parts
    ]


def read_tests(root: Path = ROOT) -> list[Module]:
    """Return every module of the tests below a root; what others made is not read."""
    files = sorted((root / "tests").rglob("*.py"))
    ours = [path for path in files if "node_modules" not in path.parts]
    return [Module(_name(path.relative_to(root)), path) for path in ours]


def wrong_imports(house: list[Module]) -> Iterator[str]:
    """Yield imports that go up, sideways, or into a room of nobody's."""
    names = {module.name for module in house}
    for module in house:
        for each in module.imports:
            target = _within(each.target, names)
            if target and (trouble := _trouble(module.name, target)):
                yield f"{module.name}:{each.line} imports {target}: {trouble}"


def misplaced_libraries(house: list[Module]) -> Iterator[str]:
    """Yield libraries imported outside their rooms."""
    for module in house:
        for each in module.imports:
            rooms = LIBRARIES.get(each.target.split(".")[0])
            if rooms and not any(_is_in(module.name, room) for room in rooms):
                yield f"{module.name}:{each.line} imports {each.target}"


def hidden_imports(house: list[Module]) -> Iterator[str]:
    """Yield imports inside functions."""
    for module in house:
        for each in module.imports:
            if each.is_hidden:
                yield f"{module.name}:{each.line} imports {each.target}"


def cycles(house: list[Module]) -> list[list[str]]:
    """Return the circles of imports: sets of modules that reach each other."""
    names = {module.name for module in house}
    graph = {
        module.name: {
            target
            for each in module.imports
            if (target := _within(each.target, names)) and target != module.name
        }
        for module in house
    }
    reach = {name: _reachable(name, graph) for name in graph}
    circles = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in graph
        if name in reach[name]
    }
    return sorted(sorted(circle) for circle in circles)


def bad_names(house: list[Module]) -> Iterator[str]:
    """Yield files whose name says nothing, and files that outgrew a room."""
    for module in house:
        if module.path.stem in FORBIDDEN_NAMES:
            yield f"{module.path.name} says nothing"
        if len(module.text.splitlines()) > LONGEST_FILE:
            yield f"{module.name} has more than {LONGEST_FILE} lines"


def unguarded_doors(house: list[Module]) -> Iterator[str]:
    """Yield blueprints that do not name their guard on the line after they are made."""
    for module in house:
        for before, after in zip(module.tree.body, [*module.tree.body[1:], None], strict=False):
            if _makes_blueprint(before) and not _names_guard(after):
                yield f"{module.name}:{before.lineno}"


def forks_in_migrations(root: Path = ROOT) -> Iterator[str]:
    """Yield migrations that are not numbered as the one after the one before."""
    before = "None"
    for number, path in enumerate(sorted((root / MIGRATIONS).glob("*.py")), start=1):
        said = dict(re.findall(r"^(revision|down_revision) = (.*)$", path.read_text(), re.M))
        if said != {"revision": f'"{number:04}"', "down_revision": before}:
            yield f"{path.name} is not {number:04} after {before}"
        before = f'"{number:04}"'


def function_lengths(house: list[Module]) -> list[int]:
    """Return the lines of every function, shortest first."""
    return sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in house
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def figures(house: list[Module]) -> str:
    """Return the figures of the house in one line."""
    lengths = function_lengths(house)
    median, tenth = statistics.median(lengths), lengths[len(lengths) * 9 // 10]
    return (
        f"{len(house)} files, {len(lengths)} functions: "
        f"median {median:g} lines, 90th percentile {tenth}, longest {lengths[-1]}; "
        f"{len(cycles(house))} cycles, {len(list(hidden_imports(house)))} hidden imports"
    )


def _targets(node: ast.AST) -> list[str]:
    """Return what a statement imports; of ``from a import b`` both a and a.b may be modules."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _within(target: str, names: set[str]) -> str | None:
    """Return the module of the house that a target means."""
    while target:
        if target in names:
            return target
        target = target.rpartition(".")[0]
    return None


def _trouble(module: str, target: str) -> str | None:
    """Say why an import is wrong, if it is."""
    here, there = _room(module), _room(target)
    if here is None or there is None:
        return None if "gallery" in (module, target) else "this file is in no room"
    if here == there:
        return None
    if ROOMS[there] > ROOMS[here]:
        return "upwards"
    if ROOMS[there] == ROOMS[here] and (here, there) not in SIDEWAYS:
        return "sideways"
    return None


def _room(name: str) -> str | None:
    """Return the room a module is in."""
    return next((room for room in sorted(ROOMS, reverse=True) if _is_in(name, room)), None)


def _is_in(name: str, room: str) -> bool:
    """Whether a module is a room or in it."""
    return name == room or name.startswith(f"{room}.")


def _reachable(start: str, graph: dict[str, set[str]]) -> set[str]:
    """Return what can be reached from a module, itself only by a circle."""
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph[name])
    return found


def _makes_blueprint(node: ast.stmt) -> bool:
    """Whether a statement makes a blueprint."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Blueprint"
    )


def _names_guard(node: ast.stmt | None) -> bool:
    """Whether a statement puts a guard before a blueprint."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "id", "").startswith("for_")


def _name(path: Path) -> str:
    """Return a file's module name."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


if __name__ == "__main__":
    print(figures(read_house()))
