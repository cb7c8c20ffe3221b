import pytest

from analyser.errors import DamagedInput
from analyser.ingest import read_bytes
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import TranscriptFormat

TEXT = "Zoë: Das heißt, Grüße gehen an alle.\nLee: Schön, dann machen wir es so.\n" * 20


def text_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    (call,) = read_bytes(data, "call.txt")
    return "".join(f"{turn.speaker}: {turn.text}\n" for turn in call.turns), call.warnings


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(TEXT.replace("Lee", "L\udcffee", 1), id="a-stray-byte"),
        pytest.param(TEXT.replace("ß", "\udcc3", 1), id="half-a-character"),
        pytest.param("Zoë: Hi th\udcffere.\nLee: Yes.\nZoë: So.\nLee: Ok.\n", id="a-short-text"),
    ],
)
def test_one_broken_byte_spoils_no_other_character(broken: str) -> None:
    text, warnings = text_of(broken.encode(errors="surrogateescape"))
    assert text == broken.encode(errors="surrogateescape").decode(errors="replace")
    assert warnings == ("characters that were broken in the file: 1",)


def test_more_than_a_few_broken_bytes_are_another_encoding() -> None:
    assert text_of(TEXT.encode("cp1252")) == (TEXT, ())


def test_a_rare_accent_is_another_encoding() -> None:
    text = "Ann: The café is fine with us.\n" + "Lee: Then let us meet there.\n" * 200
    assert text_of(text.encode("cp1252")) == (text, ())


def test_sound_text_has_no_warning() -> None:
    assert text_of(TEXT.encode()) == (TEXT, ())


def test_what_is_nested_too_deeply_to_be_recognised_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def searches_on(source: Source) -> bool:
        return searches_on(source)

    deep = TranscriptFormat("deep", 1, searches_on, lambda _: [])
    monkeypatch.setattr("analyser.ingest.all_formats", lambda: (("deep", deep),))
    with pytest.raises(DamagedInput, match="nested too deeply"):
        text_of(b"{}")
