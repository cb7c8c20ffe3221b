import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.conversation import Conversation, Role
from analyser.errors import UnknownFormat
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged


def calls(text: str) -> list[Conversation]:
    found = read_bytes(text.encode(), "calls.csv")
    assert {call.format for call in found} == {"csv_table"}
    return found


def turns(text: str) -> list[tuple]:
    (call,) = calls(text)
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('text,speaker\nHi you,Dana\n"Yes,\nok",Lee\n',
                     [("Dana", "Hi you", None, None), ("Lee", "Yes, ok", None, None)],
                     id="any-column-order-and-quoted-line-breaks"),
        pytest.param('Dana,"Thanks, you all."\nLee,Hi to you.\nDana,Ok then fine.\nLee,Bye now.\n',
                     [("Dana", "Thanks, you all.", None, None), ("Lee", "Hi to you.", None, None),
                      ("Dana", "Ok then fine.", None, None), ("Lee", "Bye now.", None, None)],
                     id="no-header"),
        pytest.param("\ufeffSpeaker;Start Time;End Time;Transcript\nDana;00:00:03;00:00:05;Hi\n",
                     [("Dana", "Hi", 3.0, 5.0)], id="semicolon-bom-clock"),
        pytest.param("speaker\ttext\nDana\tHi\nDana\tyou\n",
                     [("Dana", "Hi", None, None), ("Dana", "you", None, None)],
                     id="tab-and-a-row-is-a-turn"),
        pytest.param(',N, In, Out, Text\n0,Dana,0:03,0:05,"Hi"\n1,Lee,0:06,0:08,=Yes\n',
                     [("Dana", "Hi", 3.0, 5.0), ("Lee", "=Yes", 6.0, 8.0)],
                     id="index-column-blank-in-header-formula-like"),
        pytest.param("start_ms,end_ms,speaker,text\n1200,2400,Dana,Hi\n,,Lee,Yes\n",
                     [("Dana", "Hi", 1.2, 2.4), ("Lee", "Yes", None, None)],
                     id="milliseconds-by-name-and-missing-stay-none"),
        pytest.param("start,end,speaker,text\n1200,3200,Dana,Hi there you all ok\n"
                     "3300,4300,Lee,Yes so fine\n",
                     [("Dana", "Hi there you all ok", 1.2, 3.2), ("Lee", "Yes so fine", 3.3, 4.3)],
                     id="milliseconds-by-the-pace-of-talk"),
        pytest.param("start,duration,who,utterance\n1.5,2,Dana,Hi there\n4,1,,Yes so\n",
                     [("Dana", "Hi there", 1.5, 3.5), (None, "Yes so", 4.0, 5.0)],
                     id="duration-and-missing-speaker"),
        pytest.param("from,to,speaker,text\n0.5,2,Dana,Hi there\n",
                     [("Dana", "Hi there", 0.5, 2.0)], id="from-is-a-time-where-it-is-a-number"),
        pytest.param("from,message\nDana,Hi there\nLee,Yes\n",
                     [("Dana", "Hi there", None, None), ("Lee", "Yes", None, None)],
                     id="from-is-a-speaker-else"),
        pytest.param("Time,Speaker,Text\n0:03 - 0:05,Dana,Hi there\n",
                     [("Dana", "Hi there", 3.0, 5.0)], id="range-in-one-cell"),
        pytest.param("| Time | Speaker | Text |\n|---|:---:|---|\n| 0:03 | Dana | Hi there |\n",
                     [("Dana", "Hi there", 3.0, None)], id="markdown-table"),
        pytest.param("speaker,text\nDana,Hi, there, you\nLee,ok\n",
                     [("Dana", "Hi, there, you", None, None), ("Lee", "ok", None, None)],
                     id="unquoted-commas"),
        pytest.param("Borel demo,,\n,,\nspeaker,time,text\nDana,2026-03-04T15:00:03Z,Hi\n"
                     "Lee,2026-03-04T15:00:13.5Z,Yes\n",
                     [("Dana", "Hi", 0.0, None), ("Lee", "Yes", 10.5, None)],
                     id="title-row-and-wall-clock"),
    ],
)  # fmt: skip
def test_reads_the_columns(text: str, expected: list[tuple]) -> None:
    assert turns(text) == expected


def test_several_calls_are_split_never_merged() -> None:
    found = calls("call_id,speaker,text\n7,Dana,Hi\n7,Lee,Yes\n8,Dana,Hello\n8,Kim,No\n7,Dana,So\n")
    assert {c.id: [t.text for t in c.turns] for c in found} == {
        "7": ["Hi", "Yes", "So"],
        "8": ["Hello", "No"],
    }


def test_a_row_number_is_no_call() -> None:
    (call,) = calls("id,speaker,text\n1,Dana,Hi\n2,Lee,Yes\n3,Dana,So\n")
    assert len(call.turns) == 3


@pytest.mark.parametrize("ids", [("1", "2"), ("", "2")])
def test_a_number_of_the_speaker_is_no_call(ids: tuple[str, str]) -> None:
    rows = "".join(f"{ids[0]},Dana,Hi {n}\n{ids[1]},Lee,Yes {n}\n" for n in range(4))
    (call,) = calls(f"id,speaker,text\n{rows}")
    assert call.speakers == ("Dana", "Lee")
    assert len(call.turns) == 8


def test_calls_of_one_person_each_stay_apart() -> None:
    rows = "".join(f"{n},{who},So {k}\n" for n, who in ((1, "Dana"), (2, "Lee")) for k in range(3))
    assert [call.id for call in calls(f"id,speaker,text\n{rows}")] == ["1", "2"]


def test_single_words_are_joined() -> None:
    rows = "".join(f"{n},Dana,word\n" for n in range(12))
    assert len(turns("start,speaker,word\n".replace("word", "text") + rows)) == 1


def test_roles_and_addresses_are_taken_where_stated() -> None:
    (call,) = calls(
        "ActorName,ActorType,Email,Message\nDana,Agent,d@acme.test,Hi\nLee,EndUser,,Yes\n"
    )
    assert [t.role for t in call.turns] == [Role.REP, Role.CUSTOMER]
    assert [p.email for p in call.participants] == ["d@acme.test", None]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("customer_id,kind,note\n1,a,all is well with us\n2,b,all is bad with us\n"
                     "3,a,nothing is well here\n", id="other-table"),
        pytest.param("a,b\n1,2\n3,4\n5,6\n", id="numbers"),
    ],
)  # fmt: skip
def test_other_tables_are_refused(text: str) -> None:
    with pytest.raises(UnknownFormat):
        read_bytes(text.encode(), "x.csv")


cell = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.tuples(st.sampled_from(["Dana", "Lee"]), cell), min_size=1, max_size=9))
def test_written_calls_are_read_back(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([("speaker", "start", "text"), *((n, "1.5", f"so {x}") for n, x in rows)])
    assert [(s, t) for s, t, _, _ in turns(stream.getvalue())] == [(n, f"so {x}") for n, x in rows]


@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    whole = b'call_id,speaker,start,end,text\n1,Dana,0:03,1e5,"Hi, you"\n1,Lee,9,x,Yes\n'
    read_damaged(whole, "a.csv", data)
