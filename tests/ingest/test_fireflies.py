import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

SENTENCES = [
    {"index": 0, "speaker_name": "Dana Ruiz", "speaker_id": 0, "text": "Thanks."}
    | {"raw_text": "Thanks.", "start_time": "0.24", "end_time": 1.9},
    {"index": 1, "speaker_name": "Dana Ruiz", "speaker_id": 0, "text": "Shall\u00a0we?"}
    | {"start_time": 2.0, "end_time": "3.5", "ai_filters": {"task": None}},
    {"index": 2, "speaker_name": None, "speaker_id": "1", "text": "Yes."}
    | {"start_time": None, "end_time": None},
]
INNER = {
    "id": "01J",
    "title": "Borel demo",
    "date": 1772636400000,
    "duration": 32.5,
    "organizer_email": "dana@acme.test",
    "participants": ["dana@acme.test"],
    "meeting_attendees": [{"displayName": "Dana Ruiz", "email": "dana@acme.test"}],
    "speakers": [{"id": 0, "name": "Dana Ruiz"}, {"id": 1, "name": "Speaker 2"}],
    "sentences": SENTENCES,
}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"data": {"transcript": INNER}}, id="graphql"),
        pytest.param({"data": {"transcripts": [INNER]}}, id="graphql-list"),
        pytest.param(INNER, id="inner-object"),
        pytest.param({"sentences": SENTENCES, "speakers": INNER["speakers"]}, id="sentences-only"),
    ],
)
def test_joins_the_sentences_of_a_speaker(data: object) -> None:
    (call,) = read(data)
    assert call.format == "fireflies"
    first, second = call.turns
    assert (first.speaker, first.text) == ("Dana Ruiz", "Thanks. Shall we?")
    assert (first.start, first.end) == (0.24, 3.5)
    assert (second.speaker, second.start, second.end) == ("Speaker 2", None, None)


def test_reads_a_bare_list_of_sentences() -> None:
    (call,) = read(SENTENCES)
    assert call.format == "fireflies"
    assert [turn.speaker for turn in call.turns] == ["Dana Ruiz", None]


def test_reads_a_dashboard_download_with_clock_times() -> None:
    row = {"sentence": "Hello.", "startTime": "00:05", "endTime": "00:07", "speaker_id": 0}
    (call,) = read([{**row, "speaker_name": "Dana"}])
    assert (call.turns[0].start, call.turns[0].end) == (5, 7)


def test_tells_milliseconds_of_a_re_save_by_the_rate_of_words() -> None:
    row = {"speaker_name": "Dana", "speaker_id": 0, "text": "Shall we begin with the price?"}
    (call,) = read([{**row, "start_time": 1500, "end_time": 3500}])
    assert (call.turns[0].start, call.turns[0].end) == (1.5, 3.5)


def test_takes_the_call_data() -> None:
    (call,) = read(INNER)
    assert call.id == "01J"
    assert call.meta["duration_s"] == 1950
    assert call.meta["date"] == "2026-03-04T15:00:00Z"
    assert call.meta["organizer_email"] == "dana@acme.test"
    assert [(p.name, p.role, p.email) for p in call.participants] == [
        ("Dana Ruiz", None, "dana@acme.test")
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({**INNER, "sentences": None}, id="null-sentences"),
        pytest.param({**INNER, "sentences": []}, id="no-sentences"),
        pytest.param({"errors": [{"code": "x"}], "data": {"transcript": None}}, id="api-error"),
    ],
)
def test_refuses_answers_without_sentences(data: object) -> None:
    with pytest.raises(DamagedInput, match="Fireflies"):
        read(data)


def test_survives_null_attendees() -> None:
    (call,) = read({**INNER, "meeting_attendees": None})
    assert call.participants == ()
