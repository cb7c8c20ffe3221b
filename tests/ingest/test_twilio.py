import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read


def sentence(index: int, channel: int, text: str, start: object, end: object) -> dict[str, object]:
    row = {"media_channel": channel, "sentence_index": index, "transcript": text}
    return {**row, "sid": f"GX{index}", "start_time": start, "end_time": end, "words": []}


ROWS = [
    sentence(0, 1, "Hello.", "0.81", "2.4"),
    sentence(1, 1, "How can I help?", 2.5, 3.5),
    sentence(2, 2, "A quote, please.", "4.0", None),
]
RESOURCE = {
    "sid": "GT1",
    "status": "completed",
    "duration": 60,
    "channel": {
        "participants": [
            {"channel_participant": 1, "role": "Agent", "full_name": "Dana Ruiz"},
            {"channel_participant": 2, "role": "Customer", "full_name": None},
        ]
    },
}
META = {"url": "https://example.test/v2/Transcripts/GT1/Sentences?Page=0"}


def test_reads_a_page_by_channel() -> None:
    (call,) = read({"sentences": ROWS, "meta": META})
    assert (call.format, call.id) == ("twilio", "GT1")
    assert [(t.speaker, t.role, t.start, t.end) for t in call.turns] == [
        ("1", None, 0.81, 3.5),
        ("2", None, 4.0, None),
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"transcript": RESOURCE, "sentences": ROWS}, id="beside"),
        pytest.param({**RESOURCE, "sentences": ROWS}, id="merged"),
        pytest.param([RESOURCE, {"sentences": ROWS, "meta": META}], id="listed"),
    ],
)
def test_joins_roles_from_the_transcript_resource(data: object) -> None:
    (call,) = read(data)
    assert [(t.speaker, t.role) for t in call.turns] == [
        ("Dana Ruiz", Role.REP),
        ("Customer", Role.CUSTOMER),
    ]


def test_puts_pages_together_and_drops_repeats() -> None:
    pages = [{"sentences": ROWS[1:], "meta": META}, {"sentences": ROWS[:2], "meta": META}]
    (call,) = read(pages)
    assert call.turns[0].text == "Hello. How can I help?"


def test_reads_the_libraries_and_the_older_spelling() -> None:
    camel = {"mediaChannel": 1, "sentenceIndex": 0, "startTime": 0.5, "endTime": 1.5}
    older = {"channel": 1, "sentence_index": 0, "start_time": "0.5", "end_time": "1.5"}
    for row in (camel, older):
        (call,) = read({"sentences": [{**row, "transcript": "Hello."}]})
        (turn,) = call.turns
        assert (call.format, turn.speaker, turn.start, turn.end) == ("twilio", "1", 0.5, 1.5)


def test_missing_times_stay_none() -> None:
    (call,) = read({"sentences": [sentence(0, 1, "Hello.", None, None)]})
    assert (call.turns[0].start, call.turns[0].end) == (None, None)


def test_refuses_an_unfinished_transcript() -> None:
    with pytest.raises(DamagedInput, match="queued"):
        read({**RESOURCE, "status": "queued"})
