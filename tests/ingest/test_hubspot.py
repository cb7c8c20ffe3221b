import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

UTTERANCES = [
    {"id": "1", "speaker": {"id": "a", "name": "Dana Ruiz", "email": "dana@acme.test"}}
    | {"text": "Thanks.", "startTimeMillis": 0, "endTimeMillis": 900, "languageCode": "en"},
    {"id": "2", "speaker": {"id": "b"}, "text": "Yes.", "startTimeMillis": 1000},
    {"id": "3", "text": "Hm.", "startTimeMillis": 1500, "endTimeMillis": 1600},
]
CALL = {"id": "9", "engagementId": 123, "createdAt": "2026-03-04T15:00:00Z"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({**CALL, "transcriptUtterances": UTTERANCES}, id="read"),
        pytest.param({"engagementId": 123, "transcriptCreateUtterances": UTTERANCES}, id="upload"),
        pytest.param({"results": [{**CALL, "transcriptUtterances": UTTERANCES}]}, id="page"),
    ],
)
def test_reads_both_shapes(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("hubspot", "123")
    assert [(t.speaker, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", 0.0, 0.9),
        ("b", 1.0, None),
        (None, 1.5, 1.6),
    ]
    assert call.participants[0].email == "dana@acme.test"
    assert call.participants[0].role is None


def test_refuses_a_transcript_without_utterances() -> None:
    with pytest.raises(DamagedInput, match="HubSpot"):
        read({**CALL, "transcriptUtterances": []})
