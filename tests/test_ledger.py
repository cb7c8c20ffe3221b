import sqlite3
from pathlib import Path

import pytest

from analyser.batch.ledger import FILE, open_ledger
from analyser.batch.rows import failure
from analyser.errors import SettingsError

ROWS = [{"failures": [failure("a.vtt", "UnknownFormat", "a.vtt: expected a call")]}]


def test_keeps_rows_by_name(tmp_path: Path) -> None:
    with open_ledger(tmp_path, resume=False) as ledger:
        for name in ("b", "a", "b"):
            ledger.keep(name, f"mark {name}", ROWS)
    with open_ledger(tmp_path, resume=True) as ledger:
        assert ledger.marks() == {"a": "mark a", "b": "mark b"}
        assert list(ledger.rows()) == [*ROWS, *ROWS]


def test_knows_whether_the_tables_hold_all(tmp_path: Path) -> None:
    with open_ledger(tmp_path, resume=False) as ledger:
        assert ledger.changed
        ledger.settle()
        assert not ledger.changed
        ledger.keep("a", "", ROWS)
        assert ledger.changed


def test_an_earlier_batch_is_not_overwritten(tmp_path: Path) -> None:
    with open_ledger(tmp_path, resume=False):
        pass
    with pytest.raises(SettingsError, match="resume=True"), open_ledger(tmp_path, resume=False):
        pass


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "found"),
    [
        pytest.param(newer, "version 1, found 99", id="newer"),
        pytest.param(lambda path: path.write_bytes(b"x" * 5000), "cannot", id="damaged"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_told(tmp_path: Path, make: object, found: str) -> None:
    make(tmp_path / FILE)  # type: ignore[operator]
    with pytest.raises(SettingsError, match=found), open_ledger(tmp_path, resume=True):
        pass
