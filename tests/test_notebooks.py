"""Every notebook runs from top to bottom, and is committed without outputs.

They run on a small quarter, and share what was analysed of it; on few of the held-out calls.
"""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CALLS = 8


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quarter")


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.cluster] * path.stem.endswith("ray"))
        for path in NOTEBOOKS
    ],
)
def test_runs_from_top_to_bottom(
    path: Path, quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARTER_CALLS", str(CALLS))
    monkeypatch.setenv("QUARTER_OUT", str(quarter))
    monkeypatch.setenv("QUALITY_CALLS", str(CALLS))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    said = [output["text"] for output in outputs if output.get("name") == "stderr"]
    # Of the core of Ray: that it keeps what it starts actors with, which it always does.
    assert not [text for text in said if "core_worker.cc" not in text]
    bars = [output for output in outputs if "calls/s" in str(output.get("data", output))]
    assert len(bars) <= 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_without_outputs(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
