import subprocess
import sys
from pathlib import Path

import pytest

from analyser.errors import ModelError
from models import MODEL_VARIABLE, act_model


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "elsewhere"))
    with pytest.raises(ModelError, match=r"elsewhere: expected model\.json.*models\.learn"):
        act_model()


def test_import_of_the_model_leaves_transformers_alone() -> None:
    code = (
        "import sys, models.trained; print(*({'transformers', 'torch._dynamo'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
