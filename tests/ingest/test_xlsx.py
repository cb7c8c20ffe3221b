import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.errors import DamagedInput
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def turns(data: bytes) -> list[tuple]:
    (call,) = read_bytes(data, "call.xlsx")
    assert call.format == "xlsx"
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


HEADER = ["Speaker", "Start", "End", "Text"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([["Dana", 1.5, 2, "Hi there"], ["Lee", None, None, "=Yes"]],
                     [("Dana", "Hi there", 1.5, 2.0), ("Lee", "=Yes", None, None)],
                     id="numbers-missing-times-and-formula-like-text"),
        pytest.param([["Dana", datetime.time(0, 0, 3), datetime.time(0, 1, 5), "Hi there"],
                      ["Lee", datetime.timedelta(seconds=70), None, "Yes"]],
                     [("Dana", "Hi there", 3.0, 65.0), ("Lee", "Yes", 70.0, None)],
                     id="times-of-day-are-offsets"),
        pytest.param([["Dana", datetime.time(0, n), None, "We said this here"] for n in range(5)],
                     [("Dana", "We said this here", float(n), None) for n in range(5)],
                     id="minutes-and-seconds-taken-for-hours"),
        pytest.param([[None, None, None, None], [7, "0:03", "0:05", "Hi there"]],
                     [("7", "Hi there", 3.0, 5.0)], id="empty-rows-and-text-clocks"),
    ],
)  # fmt: skip
def test_reads_the_columns(rows: list[list[object]], expected: list[tuple]) -> None:
    assert turns(workbook(Call=[HEADER, *rows])) == expected


def test_each_sheet_with_talk_is_a_call() -> None:
    rows = [["speaker", "text"], ["Dana", "Hi there"]]
    found = read_bytes(workbook(One=rows, Notes=[["x", 1], ["y", 2]], Two=rows), "a.xlsx")
    assert [call.id for call in found] == ["a-One", "a-Two"]


def test_a_workbook_without_talk_is_refused() -> None:
    with pytest.raises(DamagedInput, match="columns"):
        read_bytes(workbook(One=[["x", 1], ["y", 2]]), "a.xlsx")


WHOLE = workbook(One=[["speaker", "start", "text"], ["Dana", 1.5, "Hi there"]])


def test_entity_declarations_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b'<!DOCTYPE a [<!ENTITY b "c">]>' + old.read(entry))
    with pytest.raises(DamagedInput, match="entity"):
        read_bytes(stream.getvalue(), "a.xlsx")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    read_damaged(WHOLE, "a.xlsx", data)
