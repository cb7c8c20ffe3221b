from analyser.conversation import Conversation
from analyser.ingest import read_bytes

TEXT = """Borel sync-20260304_140500-Meeting Transcript
4 March 2026, 02:05pm
31m 8s

Dana Ruiz started transcription

Dana Ruiz   0:03
Thanks for joining.
We can begin.
Okafor, Lee (External)   0:21
Morning.

Room 4 North   1:02:07
At 10:30
Dana Ruiz stopped transcription
"""


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "teams.txt")
    assert call.format == "teams_text"
    return call


def test_reads_names_and_starts_and_skips_events() -> None:
    assert [(t.speaker, t.text, t.start, t.end) for t in read(TEXT).turns] == [
        ("Dana Ruiz", "Thanks for joining. We can begin.", 3.0, None),
        ("Okafor, Lee (External)", "Morning.", 21.0, None),
        ("Room 4 North", "At 10:30", 3727.0, None),
    ]


def test_reads_title_date_and_length() -> None:
    assert read(TEXT).meta == {
        "title": "Borel sync", "date": "2026-03-04T14:05:00", "duration_s": 1868.0,
    }  # fmt: skip
