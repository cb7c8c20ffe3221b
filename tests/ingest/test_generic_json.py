import json

import pytest

from analyser.conversation import Conversation, Role
from analyser.errors import DamagedInput, UnknownFormat
from analyser.ingest import read_bytes
from tests.ingest.json_calls import read

ASK = "Thanks for calling, how may I help you today?"
ANSWER = "I want to know what forty seats would cost us."
TALK = [{"speaker": "Dana", "text": ASK}, {"speaker": "Lee", "text": ANSWER}]
LABELLED = f"Agent: {ASK}\nCustomer: {ANSWER}\nAgent: Sure.\nCustomer: Great, thanks."


def lines(*entries: object) -> list[Conversation]:
    return read_bytes("\n".join(json.dumps(e) for e in entries).encode(), "calls.jsonl")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TALK, id="top-level-list"),
        *(
            pytest.param({key: TALK}, id=key)
            for key in ("transcript", "utterances", "messages", "entries", "lines", "conversation")
        ),
        pytest.param({"data": {"call": {"turns_": TALK}}}, id="deeper-under-any-key"),
        pytest.param(
            {"transcript": {"speaker": ["Dana", "Lee"], "text": [ASK, ANSWER]}}, id="columns"
        ),
        pytest.param({"transcript": [["Dana", ASK], ["Lee", ANSWER]]}, id="pairs"),
        pytest.param({"transcript": {"1": TALK[0], "2": TALK[1]}}, id="numbered-object"),
        pytest.param({"transcript": json.dumps(TALK)}, id="json-in-a-string"),
        pytest.param(
            [{"Speaker": "Dana", "Utterance": ASK}, {"Speaker": "Lee", "Utterance": ANSWER}],
            id="case",
        ),
        pytest.param(
            [{"from": "Dana", "text": ASK, "t": 1}, {"from": "Lee", "text": ANSWER, "t": 5}],
            id="from",
        ),
        pytest.param(
            {
                "transcript": [
                    {"Dana": ASK},
                    {"Lee": ANSWER},
                    {"Dana": "And so on."},
                    {"Lee": "Right you are."},
                ]
            },
            id="speaker-is-the-key",
        ),
        pytest.param(
            [
                {"speaker": {"display_name": "Dana"}, "content": ASK},
                {"speaker": {"name": "Lee"}, "content": ANSWER},
            ],
            id="speaker-object",
        ),
        pytest.param(
            {
                "speakers": [{"id": 0, "name": "Dana"}, {"id": 1, "name": "Lee"}],
                "segments_": [{"speaker_id": 0, "text": ASK}, {"speaker_id": 1, "text": ANSWER}],
            },
            id="speaker-ids",
        ),
    ],
)
def test_finds_the_talk(data: object) -> None:
    (call,) = read(data)
    assert call.format == "generic_json"
    assert call.speakers == ("Dana", "Lee")
    assert [turn.text for turn in call.turns[:2]] == [ASK, ANSWER]


@pytest.mark.parametrize(
    ("first", "second", "spans"),
    [
        pytest.param(
            {"start": 1500, "end": 4500},
            {"start": 5000, "end": 9000},
            [(1.5, 4.5), (5, 9)],
            id="milliseconds-by-rate",
        ),
        pytest.param(
            {"start": 1.5, "end": 4.5},
            {"start": 5, "end": 9},
            [(1.5, 4.5), (5, 9)],
            id="seconds-by-rate",
        ),
        pytest.param(
            {"start_ms": 2, "end_ms": 9},
            {"start_ms": 10, "end_ms": 20},
            [(0.002, 0.009), (0.01, 0.02)],
            id="name-beats-rate",
        ),
        pytest.param(
            {"startTimeMillis": 1500},
            {"startTimeMillis": 5000},
            [(1.5, None), (5, None)],
            id="millis",
        ),
        pytest.param({"ts": 1500}, {"ts": 5000}, [(1.5, None), (5, None)], id="starts-alone"),
        pytest.param(
            {"start_time": "1.25", "end_time": "4.5"},
            {"start_time": None},
            [(1.25, 4.5), (None, None)],
            id="strings-and-missing",
        ),
        pytest.param(
            {"timestamp": "00:01:05"},
            {"timestamp": "00:01:09.5"},
            [(65, None), (69.5, None)],
            id="clock",
        ),
        pytest.param(
            {"timestamp": "[0:05]"},
            {"timestamp": "[0:09]"},
            [(5, None), (9, None)],
            id="bracketed-clock",
        ),
        pytest.param(
            {"timestamp": "0:00 - 0:04"}, {"timestamp": "0:05 - 0:09"}, [(0, 4), (5, 9)], id="range"
        ),
        pytest.param({"time": [0, 4.5]}, {"time": [5, 9]}, [(0, 4.5), (5, 9)], id="pair"),
        pytest.param(
            {"start": 1, "duration": 3}, {"start": 5, "duration": 4}, [(1, 4), (5, 9)], id="length"
        ),
        pytest.param(
            {"time": "9:02 AM"}, {"time": "9:03 AM"}, [(0, None), (60, None)], id="wall-clock"
        ),
        pytest.param(
            {"timestamp": "2026-03-04T15:00:10"},
            {"timestamp": "2026-03-04T15:00:12.5"},
            [(0, None), (2.5, None)],
            id="date-times",
        ),
        pytest.param(
            {"timestamp": 1772636400},
            {"timestamp": 1772636405},
            [(0, None), (5, None)],
            id="since-1970",
        ),
        pytest.param(
            {"startOffset": {"seconds": "1", "nanos": 5e8}},
            {"startOffset": {"seconds": "5"}},
            [(1.5, None), (5, None)],
            id="seconds-and-nanos",
        ),
        pytest.param({}, {}, [(None, None), (None, None)], id="none"),
    ],
)
def test_tells_the_unit_of_times(
    first: dict[str, object], second: dict[str, object], spans: list[tuple[float, float]]
) -> None:
    (call,) = read({"transcript": [{**TALK[0], **first}, {**TALK[1], **second}]})
    assert [(turn.start, turn.end) for turn in call.turns] == spans


@pytest.mark.parametrize(
    ("rep", "customer"),
    [
        pytest.param({"speaker": "Rep"}, {"speaker": "Prospect"}, id="rep-and-prospect"),
        pytest.param({"speaker": "sales_agent"}, {"speaker": "Customer"}, id="sales_agent"),
        pytest.param({"role": "agent"}, {"role": "user"}, id="user-beside-an-agent"),
        pytest.param({"role": "assistant"}, {"role": "user"}, id="assistant-and-user"),
        pytest.param({"role": "bot"}, {"role": "user"}, id="bot-and-user"),
        pytest.param({"speaker": "Agent 1"}, {"speaker": "Caller"}, id="caller-beside-an-agent"),
        pytest.param({"speaker": "Caller"}, {"speaker": "Prospect"}, id="caller-beside-a-prospect"),
        pytest.param(
            {"speaker": "Dana", "role": "AE"},
            {"speaker": "Lee", "role": "client"},
            id="role-column",
        ),
        pytest.param(
            {"speaker": "Dana", "is_rep": True}, {"speaker": "Lee", "is_rep": False}, id="flag"
        ),
        pytest.param(
            {"speaker": "agent", "name": "Dana"},
            {"speaker": "customer", "name": "Lee"},
            id="role-and-name",
        ),
        pytest.param(
            {"speaker_name": "D", "speaker_affiliation": "Internal"},
            {"speaker_name": "L", "speaker_affiliation": "External"},
            id="affiliation",
        ),
    ],
)
def test_takes_stated_roles(rep: dict[str, object], customer: dict[str, object]) -> None:
    (call,) = read([{**rep, "text": ASK}, {**customer, "text": ANSWER}])
    assert [turn.role for turn in call.turns] == [Role.REP, Role.CUSTOMER]


def test_keeps_role_words_as_names() -> None:
    (call,) = read([{"speaker": "Rep", "text": ASK}, {"speaker": "Prospect", "text": ANSWER}])
    assert call.speakers == ("Rep", "Prospect")


def test_states_no_role_for_names_and_lone_users() -> None:
    (call,) = read([{"speaker": "Dana", "text": ASK}, {"speaker": "user", "text": ANSWER}])
    assert [turn.role for turn in call.turns] == [None, None]


def test_rows_are_turns_but_single_words_are_joined() -> None:
    (call,) = read([*TALK, TALK[1]])
    assert len(call.turns) == 3
    words = [
        {"speaker": who, "word": word, "start": at + n / 2, "end": at + n / 2 + 0.4}
        for who, at, text in (("A", 0, ASK), ("B", 10, ANSWER))
        for n, word in enumerate(text.split())
    ]
    (call,) = read(words)
    assert [(turn.speaker, turn.text) for turn in call.turns] == [("A", ASK), ("B", ANSWER)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"transcript": LABELLED}, id="lines"),
        pytest.param({"call": {"transcript_text": LABELLED}}, id="deeper"),
        pytest.param(
            {
                "Content": LABELLED.replace("Agent:", "**Agent:**").replace(
                    "Customer:", "**Customer:**"
                )
            },
            id="markdown",
        ),
        pytest.param({"conversation": LABELLED.replace("\n", " ")}, id="on-one-line"),
        pytest.param({"transcript": LABELLED.replace("\n", "\\n")}, id="escaped-twice"),
        pytest.param({"transcript": LABELLED.split("\n")}, id="list-of-lines"),
        pytest.param(LABELLED.split("\n"), id="bare-list-of-lines"),
        pytest.param(
            {str(n): line for n, line in enumerate(LABELLED.split("\n"))} | {"19": None},
            id="numbered-lines",
        ),
    ],
)
def test_reads_a_transcript_in_a_string(data: object) -> None:
    (call,) = read(data)
    assert [(t.speaker, t.role) for t in call.turns[:2]] == [
        ("Agent", Role.REP),
        ("Customer", Role.CUSTOMER),
    ]
    assert call.turns[1].text == ANSWER


def test_takes_call_data_from_around_the_talk() -> None:
    data = {"id": 7, "title": "Demo", "metadata": {"date": "2026-03-04", "company": "Borel"}}
    timed = [{**row, "start": n * 5, "end": n * 5 + 4} for n, row in enumerate(TALK)]
    (call,) = read({**data, "duration": 10, "transcript": timed})
    assert call.id == "7"
    assert call.meta == {
        "title": "Demo",
        "date": "2026-03-04",
        "account": "Borel",
        "duration_s": 10,
    }


@pytest.mark.parametrize(
    ("entries", "ids"),
    [
        pytest.param(
            [{"call_id": i, "utterances": TALK} for i in "ab"], ["a", "b"], id="rows-inside"
        ),
        pytest.param([{"id": i, "transcript": LABELLED} for i in "ab"], ["a", "b"], id="strings"),
        pytest.param(
            [{"call_id": i, **row} for i in "ab" for row in TALK], ["a", "b"], id="call-id-column"
        ),
        pytest.param(
            [{"callId": "a", "transcript": [{"speakerId": "1", "sentences": [{"text": ASK}]}]}] * 2,
            ["a"],
            id="gong",
        ),
        pytest.param(
            [{"engagementId": i, "transcriptUtterances": [{"text": ASK}]} for i in (1, 2)],
            ["1", "2"],
            id="hubspot",
        ),
        pytest.param(
            [
                {"lines": [{"type": "transcript", "content": ASK}], "call_id": "a"},
                {"call_id": "b", "utterances": TALK},
            ],
            ["a", "b"],
            id="mixed-shapes",
        ),
    ],
)
def test_reads_several_calls(entries: list[object], ids: list[str]) -> None:
    assert [call.id for call in lines(*entries)] == ids
    assert [call.id for call in read(entries)] == ids


def test_json_lines_of_rows_are_one_call() -> None:
    (call,) = lines(*TALK)
    assert call.speakers == ("Dana", "Lee")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"name": "x", "dependencies": {"a": "1"}}, id="settings"),
        pytest.param({"items": [{"name": "Host", "value": "some words and more"}]}, id="headers"),
        pytest.param([{"level": "info", "source": "app", "message": "the server is up"}], id="log"),
        pytest.param({"type": "FeatureCollection", "features": [{"type": "Feature"}]}, id="map"),
        pytest.param([{"name": "button", "text": "Click"}], id="labels-of-buttons"),
        pytest.param([{"agent": "Dana", "customer": "Lee"}], id="people-alone"),
        pytest.param({"Agent": "Sales: 3", "text": "x"}, id="object-that-looks-like-lines"),
        pytest.param([1, 2, 3], id="numbers"),
        pytest.param([], id="empty-list"),
        pytest.param({}, id="empty-object"),
    ],
)
def test_refuses_other_json_and_never_reads_it_as_text(data: object) -> None:
    with pytest.raises(UnknownFormat):
        read(data)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(
            {"id": "x", "status": "processing", "text": None}, "processing", id="processing"
        ),
        pytest.param({"status": "error", "message": "secret words"}, "error", id="error"),
        pytest.param({"transcript": []}, "speech", id="no-rows"),
        pytest.param({"transcript": None}, "speech", id="null"),
    ],
)
def test_refuses_answers_without_talk(data: object, found: str) -> None:
    with pytest.raises(DamagedInput, match=found) as refusal:
        read(data)
    assert "secret" not in str(refusal.value)


def test_does_not_search_without_end() -> None:
    data: object = {"speaker": "A", "text": "Hello there."}
    for _ in range(200):
        data = {"data": [data]}
    with pytest.raises(UnknownFormat):
        read(data)


def test_counts_entries_without_talk() -> None:
    (call,) = read({"calls": [{"id": "a", "transcript": TALK}, {"id": "b", "transcript": []}]})
    assert call.warnings == ("1 of 2 calls in the file had no speech and were left out",)


def test_drops_unfinished_rows_and_bots() -> None:
    partial = {"speaker": "Dana", "text": "Thanks for", "is_final": False}
    bot = {"speaker": "Fireflies Notetaker", "text": "I am recording this call."}
    (call,) = read([partial, bot, *TALK])
    assert call.speakers == ("Dana", "Lee")
    assert len(call.turns) == 2
