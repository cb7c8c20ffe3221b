import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes

TEXT = """Acme / Borel sync - 2026/03/04 15:00 GMT - Transcript
Attendees
Dana Ruiz, Lee Okafor, Dana's Presentation, Fireflies.ai Notetaker Lee
Transcript
This editable transcript was computer generated and might contain errors. People can also change the text after it was created.

Dana Ruiz: Thanks for joining.
Lee Okafor: Happy: to.
Fireflies.ai Notetaker Lee: I take notes.

00:05:00

staking 4all: So, the price.
Dana Ruiz: Yes.

Transcription ended after 00:31:08
"""  # noqa: E501  # as Google writes it
MARKDOWN = """# 📝 Notes

Mar 4, 2026

## Acme sync

Invited [Dana Ruiz](mailto:dana@acme.test) [Lee](mailto:lee@borel.test)

### Summary

**Pricing:** Dana Ruiz said it is fine.

- **Lee:** will wait

# 📖 Transcript

Mar 4, 2026

## Acme sync - Transcript

### 00:00:00 {#00:00:00}

**Dana Ruiz:** Thanks for joining.
**Lee:** Happy to.

### 00:02:10 {#00:02:10}

**Dana Ruiz:** So.

### Meeting ended after 00:31:08 👋

*This editable transcript was computer generated and might contain errors.*
"""


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "Meet.txt")
    assert call.format == "google_meet"
    return call


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(TEXT, [("Dana Ruiz", "Thanks for joining."), ("Lee Okafor", "Happy: to."),
                            ("staking 4all", "So, the price."), ("Dana Ruiz", "Yes.")], id="text"),
        pytest.param(MARKDOWN, [("Dana Ruiz", "Thanks for joining."), ("Lee", "Happy to."),
                                ("Dana Ruiz", "So.")], id="markdown-with-notes-before"),
        pytest.param(MARKDOWN.replace("\n", "  \r\n"),
                     [("Dana Ruiz", "Thanks for joining."), ("Lee", "Happy to."),
                      ("Dana Ruiz", "So.")], id="trailing-double-spaces"),
    ],
)  # fmt: skip
def test_reads_only_the_transcript(text: str, expected: list[tuple]) -> None:
    assert [(t.speaker, t.text) for t in read(text).turns] == expected


def test_a_block_time_belongs_to_its_first_turn_only() -> None:
    assert [t.start for t in read(TEXT).turns] == [None, None, 300.0, None]


def test_reads_title_date_and_length() -> None:
    assert read(TEXT).meta == {
        "title": "Acme / Borel sync", "date": "2026-03-04T15:00:00", "duration_s": 1868.0,
    }  # fmt: skip
