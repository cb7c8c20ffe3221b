"""The wheel works outside the checkout, with its model."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from analyser.cli import main; sys.exit(main())"
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_holds_what_it_needs_and_no_training_calls(unpacked: Path) -> None:
    assert (unpacked / "models" / "acts" / "weights.safetensors").stat().st_size < 40_000_000
    assert (unpacked / "analyser" / "profiles" / "default.toml").exists()
    assert (unpacked / "analyser" / "page" / "templates" / "report.html").exists()
    assert not (unpacked / "data").exists()


def test_analyses_outside_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text("Rep: Why March?\nBuyer: Audit.\nRep: I see.\nBuyer: Yes.\n")
    command = [sys.executable, "-c", RUN, str(unpacked), "analyse", "call.txt"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["source"] == "call.txt"
