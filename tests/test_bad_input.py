"""Whatever comes in: a clear error or a sound report, and the other files are still analysed."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from analyser.cli import OK, SOME_FAILED, main
from analyser.errors import TranscriptError
from analyser.ingest import MAX_WORDS, read_bytes, read_path
from tests.spoken import TALK, spoken, spoken_bytes

Captured = pytest.CaptureFixture[str]
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BACKWARDS = "WEBVTT\n\n00:09.000 --> 00:02.000\nAnn: Hello.\n\n00:01.000 --> 00:00.500\nLee: Hi.\n"
HEBREW = "אנחנו צריכים את זה עד סוף החודש כדי שנוכל להתחיל לעבוד עם המערכת החדשה"
TOLD = "we are nearly broke"


def bomb(megabytes: int) -> bytes:
    """A small DOCX whose text unpacks to so much."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        with container.open("word/document.xml", "w") as stream:
            stream.write(f"<w:document {WORD}><w:body>".encode())
            for _ in range(megabytes):
                stream.write(b" " * 2**20)
            stream.write(b"</w:body></w:document>")
    return packed.getvalue()


def analysed(folder: Path, name: str, data: bytes, capsys: Captured) -> tuple[int, list[Any], str]:
    """The exit code, the reports and the messages of a run with good files on both sides."""
    paths = [folder / "first.json", folder / name, folder / "zlast.json"]
    for path, content in zip(paths, (spoken_bytes(), data, spoken_bytes()), strict=True):
        path.write_bytes(content)
    code = main(["analyse", *map(str, paths)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    reports = [json.loads(line) for line in out.splitlines()]
    assert [r["source"] for r in reports if r["source"] != name] == ["first.json", "zlast.json"]
    return code, [report for report in reports if report["source"] == name], err


@pytest.mark.usefixtures("quick_road")
@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        pytest.param("a.vtt", b"", "an empty file", id="empty"),
        pytest.param("a.vtt", b" \n\r\n", "an empty file", id="blank"),
        pytest.param("a.json", spoken_bytes(TOLD.join(("R: ", ".")))[:-4], "breaks off",
                     id="json-breaks-off"),
        pytest.param("a.json", b"[" * 100_000, "too deeply", id="json-too-deep"),
        pytest.param("a.json", b'{"turns": [{"text": 5}]}', "turn 0", id="json-of-other-types"),
        pytest.param("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF", id="pdf"),
        pytest.param("a.txt", PNG, "a PNG picture", id="picture-named-txt"),
        pytest.param("a.txt", bytes(range(256)) * 40, "binary data", id="bytes-named-txt"),
        pytest.param("a.txt", b"\0" * 5000, "an empty file", id="nul-bytes-only"),
        pytest.param("a.docx", bomb(60), "more", id="zip-bomb"),
        pytest.param("a.docx", bomb(140), "MB in 2 entries", id="zip-bomb-over-all"),
        pytest.param("a.docx", bomb(1)[:-30], "damaged", id="docx-breaks-off"),
        pytest.param("a.docx", b"PK\x03\x04" + b"\xff" * 400, "damaged", id="no-real-zip"),
    ],
)  # fmt: skip
def test_is_refused_with_a_reason(
    tmp_path: Path, capsys: Captured, name: str, data: bytes, found: str
) -> None:
    code, reports, err = analysed(tmp_path, name, data, capsys)
    assert (code, reports) == (SOME_FAILED, [])
    (line,) = [line for line in err.splitlines() if line.startswith(f"analyser: {name}:")]
    assert "expected" in line
    assert found in line
    assert TOLD not in err


@pytest.mark.usefixtures("quick_road")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.json", spoken_bytes("R: Hello there.", "R: Nobody?"), id="one-speaker"),
        pytest.param("a.txt", b"Ann: Hel\0lo there.\nLee: " + b"Hi you. " * 40, id="a-nul-byte"),
        pytest.param("a.json", spoken_bytes("R: Hel\0lo.", "C: \ud800Hi."), id="half-characters"),
        pytest.param("a.json", spoken_bytes(*(f"R: {HEBREW}", f"C: {HEBREW}") * 3), id="hebrew"),
        pytest.param("a.json", spoken_bytes(f"R: Hello {HEBREW}.", *TALK), id="mixed-directions"),
        pytest.param("a.vtt", BACKWARDS.encode(), id="times-run-backwards"),
        pytest.param("a.json", json.dumps({"turns": [
            {"speaker": "Ann", "role": "rep", "text": "Hi.", "start": 9, "end": -3},
            {"speaker": "Lee", "role": "customer", "text": "Hi.", "start": 10**400, "end": 1e300},
        ]}).encode(), id="impossible-times"),
        pytest.param("a.json", spoken_bytes("R: ", "C: Hi."), id="a-turn-of-nothing"),
    ],
)  # fmt: skip
def test_is_reported_soundly(tmp_path: Path, capsys: Captured, name: str, data: bytes) -> None:
    code, reports, _ = analysed(tmp_path, name, data, capsys)
    assert (code, len(reports)) == (OK, 1)
    json.dumps(reports, allow_nan=False)
    for turn in reports[0]["turns"]:
        for sentence in turn["sentences"]:
            assert turn["text"][sentence["start_char"] : sentence["end_char"]] == sentence["text"]


@pytest.mark.usefixtures("quick_road")
def test_one_speaker_cannot_be_judged(tmp_path: Path, capsys: Captured) -> None:
    _, (report,), err = analysed(tmp_path, "a.json", spoken_bytes("R: Hello."), capsys)
    assert report["trust_score"] is None
    assert "cannot tell who is the rep" in err


@pytest.mark.usefixtures("quick_road")
def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path, capsys: Captured) -> None:
    large, good = tmp_path / "large.vtt", tmp_path / "zgood.json"
    with large.open("wb") as stream:
        stream.truncate(200 * 2**20)
    good.write_bytes(spoken_bytes())
    assert main(["analyse", str(tmp_path)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert "large.vtt: expected at most 64 MB" in err
    assert json.loads(out)["source"] == "zgood.json"


@pytest.mark.usefixtures("quick_road")
def test_a_file_name_that_is_no_text(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "caf\udce9.json"
    path.write_bytes(spoken_bytes())
    assert main(["analyse", str(path), "--out", str(tmp_path / "out.jsonl")]) == OK
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["source"] == "caf\ufffd.json"


@pytest.mark.parametrize("form", ["json", "txt", "vtt"])
def test_50_000_turns_are_read(form: str) -> None:
    lines = [f"{'RC'[n % 2]}: Number {n} it is." for n in range(50_000)]
    call = spoken(*lines)
    text = {
        "json": json.dumps(call),
        "txt": "\n".join(f"{t['speaker']}: {t['text']}" for t in call["turns"]),
        "vtt": "WEBVTT\n\n" + "\n".join(
            f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> "
            f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\n{t['speaker']}: {t['text']}\n"
            for n, t in enumerate(call["turns"])
        ),
    }[form]  # fmt: skip
    (read,) = read_bytes(text.encode(), f"long.{form}")
    assert len(read.turns) == 50_000


def test_a_turn_of_100_000_words_is_read() -> None:
    (read,) = read_bytes(spoken_bytes("R: " + "word " * 100_000, "C: Hi."), "long.json")
    assert len(read.turns[0].text.split()) == 100_000


def test_days_of_talk_in_one_call_are_refused() -> None:
    with pytest.raises(TranscriptError, match="words a call"):
        read_bytes(spoken_bytes("R: " + "word " * (MAX_WORDS + 1)), "long.json")


def test_an_endless_file_is_refused() -> None:
    with pytest.raises(TranscriptError, match="at most 64 MB"):
        read_path(Path("/dev/zero"))
