import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

LEE = "conferenceRecords/c/participants/lee"


def entry(who: str, text: str, second: int) -> dict[str, object]:
    times = {f"{w}Time": f"2026-03-04T15:00:{second + n:02}.123456789Z" for w, n in TIMES}
    name = f"conferenceRecords/c/transcripts/t/entries/{second}"
    return {"name": name, "participant": who, "text": text, "languageCode": "en-US", **times}


TIMES = (("start", 0), ("end", 2))
ENTRIES = [
    entry("conferenceRecords/c/participants/dana", "Thanks.", 10),
    entry(LEE, "Happy to.", 13),
]
PEOPLE = [
    {"name": LEE, "signedinUser": {"user": "users/1", "displayName": "Lee Okafor"}},
    {"name": "conferenceRecords/c/participants/9", "anonymousUser": {"displayName": "Guest"}},
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"transcriptEntries": ENTRIES, "nextPageToken": ""}, id="answer"),
        pytest.param(ENTRIES, id="bare-list"),
        pytest.param([{"transcriptEntries": [e]} for e in ENTRIES], id="pages"),
    ],
)
def test_counts_from_the_first_entry_and_keeps_ids(data: object) -> None:
    (call,) = read(data)
    assert call.format == "google_meet_rest"
    assert [(t.start, t.end) for t in call.turns] == [(0.0, 2.0), (3.0, 5.0)]
    assert call.speakers == ("conferenceRecords/c/participants/dana", LEE)
    assert call.meta["language"] == "en-US"


def test_names_participants_where_joined() -> None:
    (call,) = read({"transcriptEntries": ENTRIES, "participants": PEOPLE})
    assert call.speakers[1] == "Lee Okafor"


def test_refuses_an_empty_answer() -> None:
    with pytest.raises(DamagedInput, match="Google Meet"):
        read({"transcriptEntries": []})
