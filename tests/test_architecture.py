"""Imports go one way along the road, and each package keeps to its task."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROAD = (
    "errors", "shelf", "label_group", "acts", "codebook", "conversation", "transcripts",
    "ingest", "annotation", "testing", "content_words", "conversation_terms", "money",
    "matters", "spoken_dates", "suggestions", "bounded_words", "talk_time", "turn_taking",
    "episodes", "wording", "wordings", "settled_acts", "reading", "highlights", "moments",
    "progress", "roles", "profile", "call_types", "settings", "sides", "annotate", "english",
    "signals", "moment_labels", "profile_tables", "profile_file", "trackers", "catalogue",
    "scoring", "rescoring", "page", "report", "pipeline", "bars", "batch", "writers", "one_call",
    "client", "analysis", "history", "intervals", "plots", "cli", "__main__",
)  # fmt: skip
"""A file or package imports only from those before it."""

MODEL_CORE = (
    "__init__", "encoder", "act_network", "act_classifier", "windows", "weights", "language",
    "meaning", "trained",
)  # fmt: skip
FRAMES = {
    *("batch/tables.py", "batch/frames.py", "batch/many.py", "batch/mixed_inputs.py"),
    *("batch/cluster.py", "history/tables.py"),
    *("plots/episodes.py", "plots/quality.py", "plots/reading_table.py", "plots/teams.py"),
    "client/client.py",
}
SERVED = frozenset({
    "call_types", "codebook", "conversation", "errors", "history", "ingest", "intervals",
    "moment_labels", "one_call", "page", "pipeline", "profile", "profile_file", "rescoring",
    "settings", "signals", "transcripts",
})  # fmt: skip
"""What the service may use: it takes calls in, lets them be analysed, and hands reports out."""


def python_files(package: str) -> list[Path]:
    return sorted(p for p in (ROOT / package).rglob("*.py") if "__pycache__" not in p.parts)


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module in ("analyser", "models", "api"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def parts_of(path: Path, package: str) -> set[str]:
    """The parts of a package that a file imports: ``ingest`` for ``analyser.ingest.srt``."""
    names = (name.split(".") for name in imported(path))
    return {name[1] for name in names if name[0] == package and len(name) > 1}


def part(path: Path) -> str:
    return path.relative_to(ROOT / "analyser").parts[0].removesuffix(".py")


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


FILES = [path for path in python_files("analyser") if path != ROOT / "analyser" / "__init__.py"]


def test_every_part_has_its_place_on_the_road() -> None:
    assert {part(path) for path in FILES} == set(ROAD)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    own = ROAD.index(part(path))
    assert {name for name in parts_of(path, "analyser") if ROAD.index(name) > own} == set()


def test_no_two_files_import_each_other() -> None:
    modules = {module(path): path for path in FILES}
    order = TopologicalSorter(
        {name: set(imported(p)) & set(modules) for name, p in modules.items()}
    )
    assert set(order.static_order()) == set(modules)


@pytest.mark.parametrize("name", MODEL_CORE)
def test_the_models_know_labels_and_errors_only(name: str) -> None:
    assert parts_of(ROOT / "models" / f"{name}.py", "analyser") <= {"codebook", "errors"}


def importers(package: str, *names: str) -> set[str]:
    """The files of a package that import one of these packages."""
    return {
        path.relative_to(ROOT / package).as_posix()
        for path in python_files(package)
        if {name.split(".")[0] for name in imported(path)} & set(names)
    }


@pytest.mark.parametrize(
    ("packages", "places"),
    [
        pytest.param(("fastapi", "starlette", "sqlalchemy", "uvicorn"), set(), id="no-service"),
        pytest.param(("pandas",), FRAMES, id="pandas-in-tables"),
        pytest.param(("models",), {"pipeline.py"}, id="models-on-the-road"),
        pytest.param(("api",), {"cli.py"}, id="api-from-the-command-line"),
        pytest.param(("torch", "transformers"), set(), id="no-torch"),
    ],
)
def test_the_analyser_keeps_others_in_one_place(
    packages: tuple[str, ...], places: set[str]
) -> None:
    assert importers("analyser", *packages) == places


def test_the_models_know_no_service() -> None:
    assert importers("models", "api", "fastapi", "sqlalchemy") == set()


@pytest.mark.parametrize("path", python_files("api"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_service_holds_no_analysis(path: Path) -> None:
    assert parts_of(path, "analyser") <= SERVED


@pytest.mark.parametrize("module", ["analyser", "analyser.cli"])
def test_import_pulls_in_nothing_heavy(module: str) -> None:
    heavy = "torch", "transformers", "spacy", "pandas", "fastapi", "sqlalchemy"
    code = f"import sys, {module}; print(*(n for n in {heavy!r} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
