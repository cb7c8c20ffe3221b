import json
from pathlib import Path

import pytest

import analyser
from models.bench_killed import Batch, check, write_calls


def test_each_call_of_every_quarter_has_an_id_of_its_own(tmp_path: Path) -> None:
    write_calls(tmp_path / "calls", 801)
    files = sorted((tmp_path / "calls").iterdir())
    lines = [line for path in files for line in path.read_text().splitlines()]
    assert len({json.loads(line)["id"] for line in lines}) == len(lines) == 801
    assert len(files) == 3


@pytest.mark.usefixtures("quick_road")
def test_a_lost_or_changed_call_is_told(tmp_path: Path) -> None:
    write_calls(tmp_path / "calls", 3)
    batch = Batch(tmp_path / "calls", tmp_path / "out", 3)
    assert (batch.kept(), batch.results()) == (0, {})
    analyser.analyse_many(batch.inputs, out=batch.out)
    kept = batch.results()
    assert len(kept) == batch.kept() == 3
    check(batch, kept)
    with pytest.raises(SystemExit, match="each of 4 calls once"):
        check(Batch(batch.inputs, batch.out, 4), kept)
    with pytest.raises(SystemExit, match="none changed"):
        check(batch, kept | {next(iter(kept)): "another"})
