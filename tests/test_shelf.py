import importlib
from pathlib import Path

import pytest

from analyser.shelf import collect


def test_a_file_without_the_thing_it_is_named_after_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "sample_shelf"
    shelf.mkdir()
    (shelf / "__init__.py").write_text("")
    (shelf / "good.py").write_text("good = 3")
    (shelf / "misspelt.py").write_text("mispelt = 3")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TypeError, match="'misspelt'"):
        collect(importlib.import_module("sample_shelf"), int)
