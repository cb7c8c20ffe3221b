import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation, Participant, Role, Turn
from analyser.errors import SettingsError
from api.privacy.digits import written
from api.privacy.finders import Span, find, without_overlaps
from api.privacy.kinds import Kind, kinds_of
from api.privacy.measure import measured
from api.privacy.redaction import redact

ALL = frozenset(Kind)
NUMBERS = ALL - {Kind.NAME}


def talk(*lines: str, **facts: Any) -> Conversation:
    turns = [line.split(": ", 1) for line in lines]
    return Conversation("c", tuple(Turn(speaker, text) for speaker, text in turns), **facts)


def texts(call: Conversation) -> list[str]:
    return [turn.text for turn in call.turns]


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        pytest.param("four two, four two four two um four", "4242424", id="commas-and-fillers"),
        pytest.param("double five triple oh one two", "5500012", id="double-and-triple"),
        pytest.param("forty two forty nineteen one", "4240191", id="tens-and-teens"),
        pytest.param("4242 4242 four two", "4242424242", id="both"),
    ],
)
def test_writes_said_numbers_as_digits(said: str, digits: str) -> None:
    found = written(f"it is {said} okay")
    assert found is not None
    assert found.text == f"it is {digits} okay"
    start, end = found.origin(6, 6 + len(digits))
    assert f"it is {said} okay"[start:end] == said


@pytest.mark.parametrize(
    "said", ["one or two people", "1,200,000 or 36 months", "twenty twenty four", ""]
)
def test_leaves_quantities_alone(said: str) -> None:
    assert written(said) is None


def test_the_labelled_talk_is_redacted_as_measured() -> None:
    tallies, wrong = measured()
    assert all(one.recall >= 0.9 for one in tallies.values()), wrong
    assert all(one.precision >= 0.9 for one in tallies.values()), wrong


def test_replaces_each_fact_with_its_kind() -> None:
    call = talk("A: Mail ann@acme.com about 4242 4242 4242 4242, fine?", "B: Sure.")
    assert texts(redact(call, NUMBERS)) == ["Mail [email] about [card], fine?", "Sure."]


@pytest.mark.parametrize("address", ["lee@acme.example", "lee.park@mail.corp.local"])
def test_an_address_of_a_network_of_their_own_goes(address: str) -> None:
    call = talk(f"A: Mail {address} about 3@4.50 each.")
    assert texts(redact(call, frozenset({Kind.EMAIL}))) == ["Mail [email] about 3@4.50 each."]


def test_only_the_chosen_kinds_go() -> None:
    call = talk("A: Mail ann@acme.com about 4242 4242 4242 4242.")
    assert texts(redact(call, frozenset({Kind.CARD}))) == ["Mail ann@acme.com about [card]."]
    assert redact(call, frozenset()) is call


def test_a_number_told_over_turns_goes_in_each() -> None:
    call = talk("A: card?", "B: 4242 4242", "A: yes", "B: 4242 4242 thanks")
    assert texts(redact(call, NUMBERS)) == ["card?", "[card]", "yes", "[card] thanks"]


def test_a_seller_is_known_without_what_stands_behind_the_name() -> None:
    call = talk("Ann Lee (Acme): Hello.", "Lou Park: Hi Ann.")
    redacted = redact(call, frozenset({Kind.NAME}), sellers=["ann lee"])
    assert redacted.speakers == ("Ann Lee (Acme)", "Person 1")


def test_customers_get_other_names_and_sellers_keep_theirs() -> None:
    call = talk(
        "Ann Lee: Thanks, Lee. Hello Mr Park!",
        "Lee Park: Hi Ann, will Zoë come?",
        "Zoë Ng: Yes.",
        participants=(
            Participant("Zoë Ng", None, "zoe@acme.com"),
            Participant("Ann Lee", Role.REP),
        ),
        meta={"title": "Ann and Zoë Ng", "account": "Acme"},
    )
    redacted = redact(call, frozenset({Kind.NAME}), sellers=["Someone Else"])
    assert texts(redacted) == [
        "Thanks, Person 1. Hello Mr Person 1!",
        "Hi Ann, will Person 2 come?",
        "Yes.",
    ]
    assert redacted.speakers == ("Ann Lee", "Person 1", "Person 2")
    assert [person.email for person in redacted.participants] == ["redacted@acme.com", None]
    assert redacted.meta["title"] == "Ann and Person 2"


def test_labels_that_name_nobody_stay() -> None:
    call = talk("Speaker 1: Hello.", "Customer: Hello.")
    assert redact(call, ALL) == call


def test_facts_beside_the_talk_go_too() -> None:
    call = talk(
        "A: Hello.",
        source="call +1 212-555-0187.vtt",
        meta={"title": "ann@acme.com", "date": "2026-03-04", "more": {"to": ["ann@acme.com"]}},
    )
    redacted = redact(call, NUMBERS)
    assert redacted.source == "call [phone].vtt"
    assert redacted.meta == {"title": "[email]", "date": "2026-03-04", "more": {"to": ["[email]"]}}


def test_is_done_when_done_twice() -> None:
    call = talk("Ann Lee: Omar, 4242 4242 4242 4242", "Omar Haddad: ann at acme dot com")
    once = redact(call, ALL, sellers=["Ann Lee"])
    assert redact(once, ALL, sellers=["Ann Lee"]) == once


def test_overlapping_finds_become_one() -> None:
    spans = [Span(0, 4, Kind.PHONE), Span(2, 20, Kind.CARD), Span(30, 31, Kind.EMAIL)]
    assert without_overlaps(spans) == [Span(0, 20, Kind.CARD), Span(30, 31, Kind.EMAIL)]


@pytest.mark.parametrize(
    "text",
    [
        "a_" * 5_000 + " at",
        "1 " * 500,
        "a." * 5_000 + "@",
        "a at a dot " * 500,
        "é\ud800 1234567",
    ],
    ids=["underscores", "digits", "dots", "ats", "surrogate"],
)
def test_hostile_talk_is_looked_at_in_time(text: str) -> None:
    find(text, NUMBERS)


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(SettingsError, match="email"):
        kinds_of(["face"])


CARD = "My card is 4242 4242 4242 4242, thank you."


def hand_in(client: TestClient) -> str:
    turns = [{"speaker": "Lee Park", "text": CARD}, {"speaker": "Ann Lee", "text": "Thanks, Lee."}]
    made = client.post("/v1/calls?rep=Ann%20Lee", json={"turns": turns})
    assert made.status_code == 201
    return made.headers["call-id"]


def test_nothing_redacted_reaches_the_store(client: TestClient, database: str) -> None:
    before = client.get("/v1/privacy").json()
    assert before == {"redact": [], "retention_days": None}
    policy = {"redact": ["card", "name"], "retention_days": 30}
    assert client.put("/v1/privacy", json=policy).json() == policy
    call = hand_in(client)
    report = client.get(f"/v1/calls/{call}").text
    assert "[card]" in report
    assert "4242" not in report
    assert "Lee Park" not in report
    assert "Thanks, Person 1." in report
    assert client.get("/v1/calls?text=4242").json()["items"] == []
    assert client.get("/v1/calls?text=thanks").json()["items"][0]["rep"] == "Ann Lee"
    assert client.get("/v1/privacy").json() == policy


def test_files_of_batches_are_redacted_too(serve: Any) -> None:
    client = serve(redact=("card",), job_threads=1)
    line = json.dumps({"turns": [{"speaker": "Lee", "text": CARD}]})
    job = client.post("/v1/batches", files={"file": ("calls.jsonl", f"{line}\n".encode())})
    with client.stream("GET", f"{job.headers['location']}/events") as events:
        list(events.iter_lines())
    (call,) = client.get("/v1/calls").json()["items"]
    assert "[card]" in client.get(f"/v1/calls/{call['id']}").text


def test_an_unknown_kind_is_told(client: TestClient) -> None:
    assert client.put("/v1/privacy", json={"redact": ["face"]}).status_code == 422
