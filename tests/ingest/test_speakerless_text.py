import pytest

from analyser.conversation import Conversation
from analyser.errors import TranscriptError, UnknownFormat
from analyser.ingest import read_bytes


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "call.txt")
    return call


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We talked about the price first.\nThen we went on to other things.\n",
                     [(None, None), (None, None)], id="lines"),
        pytest.param("[00:00.000 --> 00:04.000] We talked of the price and\n"
                     "[00:04.000 --> 00:07.000] then of other things.\n"
                     "[00:09.000 --> 00:12.000] So we go on.",
                     [(None, 0.0), (None, 9.0)], id="times-only"),
        pytest.param("0:03  \nWe talked of the price first, you know.\n\n0:15  \n"
                     "Then of the rest.\n\nTranscribed by https://otter.ai",
                     [(None, 3.0), (None, 15.0)],
                     id="otter-without-names"),
    ],
)  # fmt: skip
def test_talk_without_names_is_nobodys(text: str, expected: list[tuple]) -> None:
    assert [(t.speaker, t.start) for t in read(text).turns] == expected


def test_warns_that_no_speakers_were_found() -> None:
    (warning,) = read("We talked about the price. Then we went on to many other things.").warnings
    assert warning.startswith("no speakers were found")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import os\n\ndef main():\n    x = 1\n    return x\n\nclass A:\n    y = 2\n",
                     id="code"),
        pytest.param("<html><body><p>Dana: Hi there.</p><p>Lee: Hello.</p></body></html>",
                     id="html"),
        pytest.param("<?xml version='1.0'?>\n<a>Dana: Hi</a>", id="xml"),
        pytest.param('{"a": "Dana: hi", "b": "Lee: hello"}', id="json-of-unknown-shape"),
        pytest.param("name: foo\nversion: 1\nitems:\n  - name: bar\n    value: 3\n", id="yaml"),
        pytest.param("2026-03-04 15:00:03,123 INFO core: started the server\n"
                     "2026-03-04 15:00:04,123 ERROR core: failed to start the server\n" * 3,
                     id="log"),
        pytest.param("customer_id,segment,notes\n1,SMB,all is fine\n2,MID,not so fine\n", id="csv"),
        pytest.param("Hello", id="one-word"),
        pytest.param("1 2 3 4 5\n6 7 8 9 0\n1 2 3 4 5", id="numbers"),
    ],
)  # fmt: skip
def test_refuses_what_is_no_talk(text: str) -> None:
    with pytest.raises(UnknownFormat):
        read(text)


def test_broken_json_is_never_read_as_text() -> None:
    with pytest.raises(TranscriptError, match="JSON"):
        read('{"turns": [\n"Dana": "Hi there",\n"Lee": "Hello",\n"Dana": "So",\n"Lee": "x"')
