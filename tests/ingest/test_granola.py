from tests.ingest.json_calls import read


def piece(second: int, source: str, text: str, **more: object) -> dict[str, object]:
    times = {f"{w}_timestamp": f"2026-03-04T15:00:{second + n:02}.500Z" for w, n in TIMES}
    return {"id": str(second), "document_id": "d1", "text": text, "source": source, **times, **more}


TIMES = (("start", 0), ("end", 2))
ROWS = [
    piece(10, "microphone", "Thanks for joining."),
    piece(12, "microphone", "Thanks for join", is_final=False),
    piece(13, "system", "Sure.", is_final=True),
]


def test_drops_unfinished_pieces_and_counts_from_the_first() -> None:
    (call,) = read(ROWS)
    assert (call.format, call.id) == ("granola", "d1")
    assert [(t.speaker, t.text, t.start, t.end) for t in call.turns] == [
        ("microphone", "Thanks for joining.", 0.0, 2.0),
        ("system", "Sure.", 3.0, 5.0),
    ]
    assert {turn.role for turn in call.turns} == {None}


def test_parts_several_documents() -> None:
    other = {**ROWS[0], "document_id": "d2"}
    assert [call.id for call in read([*ROWS, other])] == ["d1", "d2"]


def test_reads_a_note_with_its_transcript() -> None:
    talk = [
        {"speaker": {"source": "speaker"}, "text": "Hello."}
        | {"start_time": "2026-03-04T15:00:00Z", "end_time": "2026-03-04T15:00:01Z"}
    ]
    (call,) = read({"id": "n1", "title": "Borel", "transcript": talk})
    assert (call.format, call.id, call.turns[0].speaker) == ("granola", "n1", "speaker")
