import io
import zipfile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.errors import DamagedInput
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged


def document(*paragraphs: str, table: list[tuple[str, ...]] | None = None) -> bytes:
    made = python_docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if table:
        grid = made.add_table(0, len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def turns(data: bytes) -> list[tuple]:
    (call,) = read_bytes(data, "call.docx")
    assert call.format == "docx"
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(document("0:0:1.0 --> 0:0:4.710\nDana\nThanks.",
                              "0:0:5.0 --> 0:0:6.5\nLee\nHi."),
                     [("Dana", "Thanks.", 1.0, 4.71), ("Lee", "Hi.", 5.0, 6.5)], id="old-teams"),
        pytest.param(document("Dana started transcription", "Dana   0:03\nThanks.", "Ok.",
                              "Lee   0:21\nHi."),
                     [("Dana", "Thanks. Ok.", 3.0, None), ("Lee", "Hi.", 21.0, None)], id="teams"),
        pytest.param(document("Dana  0:03", "Thanks.", "", "Lee  0:21", "Hi.",
                              "Transcribed by https://otter.ai"),
                     [("Dana", "Thanks.", 3.0, None), ("Lee", "Hi.", 21.0, None)], id="otter"),
        pytest.param(document("@0:03 - Dana (d@acme.test)\nThanks.", "@0:21 - Lee\nHi."),
                     [("Dana", "Thanks.", 3.0, None), ("Lee", "Hi.", 21.0, None)], id="fathom"),
        pytest.param(document("Attendees", "Dana, Lee", "Transcript", "Dana: Thanks.", "Lee: Hi.",
                              "Transcription ended after 00:10:00"),
                     [("Dana", "Thanks.", None, None), ("Lee", "Hi.", None, None)], id="meet"),
        pytest.param(document("Dana: Thanks you.", "Lee: Hi.", "Dana: So."),
                     [("Dana", "Thanks you.", None, None), ("Lee", "Hi.", None, None),
                      ("Dana", "So.", None, None)], id="names"),
        pytest.param(document("[00:00:05] Dana: Thanks.", "Lee 00:00:12", "Hi.", "Dana",
                              "00:01:00", "So."),
                     [("Dana", "Thanks.", 5.0, None), ("Lee", "Hi.", 12.0, None),
                      ("Dana", "So.", 60.0, None)], id="mixed-recap"),
        pytest.param(document("Title", table=[("Time", "Speaker", "Text"),
                                              ("0:03", "Dana", "Thanks."), ("0:05", "Lee", "Hi.")]),
                     [("Dana", "Thanks.", 3.0, None), ("Lee", "Hi.", 5.0, None)], id="table"),
        pytest.param(document("WEBVTT", "", "00:01.000 --> 00:02.000", "<v Dana>Hi</v>"),
                     [("Dana", "Hi", 1.0, 2.0)], id="captions-pasted-into-a-document"),
    ],
)  # fmt: skip
def test_reads_each_layout_in_a_document(data: bytes, expected: list[tuple]) -> None:
    assert turns(data) == expected


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', id="entities"),
        pytest.param('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), id="utf-16"),
        pytest.param(b"<a><b></a>", id="broken-xml"),
        pytest.param(b"", id="empty"),
    ],
)
def test_hostile_documents_are_refused(content: bytes) -> None:
    with pytest.raises(DamagedInput):
        read_bytes(repacked(document("Dana: Hi"), "word/document.xml", content), "a.docx")


def test_a_broken_entry_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as container:
        container.writestr("word/document.xml", "<w:document/>" * 99)
    whole = stream.getvalue()
    start = 34 + len("word/document.xml")
    with pytest.raises(DamagedInput, match="found a damaged one"):
        read_bytes(whole[:start] + b"\xff" * 5 + whole[start + 5 :], "call.docx")


def test_deleted_text_and_fields_are_left_out_inserted_text_is_kept() -> None:
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{ns}"><w:body><w:sdt><w:sdtContent><w:p>'
        "<w:r><w:t>Dana: Hi </w:t></w:r><w:del><w:r><w:delText>bad</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>there.</w:t></w:r></w:ins></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Lee: Hello.</w:t></w:r></w:p></w:body></w:document>"
    )
    data = repacked(document("x"), "word/document.xml", body.encode())
    assert turns(data) == [("Dana", "Hi there.", None, None), ("Lee", "Hello.", None, None)]


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(DamagedInput, match="no text"):
        read_bytes(document(""), "a.docx")


WHOLE = document("Dana: Hi.", "Lee: Yes.", table=[("a", "b")])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    read_damaged(WHOLE, "a.docx", data)
