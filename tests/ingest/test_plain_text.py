import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "call.txt")
    return call


def turns(text: str) -> list[tuple]:
    return [(t.speaker, t.text, t.start, t.end) for t in read(text).turns]


def starts(text: str) -> list[tuple]:
    return [(t.speaker, t.start) for t in read(text).turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rep: Hi there.\nCustomer: Hello.",
                     [("Rep", "Hi there."), ("Customer", "Hello.")], id="two-lines"),
        pytest.param("DANA: Hi\nand so on.\n\nMore of it.\n\nLEE: Hello.\n\nDANA: Ok.\n\nLEE: So.",
                     [("DANA", "Hi and so on. More of it."), ("LEE", "Hello."), ("DANA", "Ok."),
                      ("LEE", "So.")], id="wrapped-over-lines-and-paragraphs"),
        pytest.param("dana: Hi.\nlee: So this is the question: why?\ndana: Hm.\n"
                     "The point is: no.\nlee: Ok: fine.",
                     [("dana", "Hi."), ("lee", "So this is the question: why?"),
                      ("dana", "Hm. The point is: no."), ("lee", "Ok: fine.")],
                     id="colons-in-talk"),
        pytest.param("Dana: Hi. See https://acme.test/x\nLee: At 10:30?\nDana: 10:30 works.\n"
                     "Lee: Yes.",
                     [("Dana", "Hi. See https://acme.test/x"), ("Lee", "At 10:30?"),
                      ("Dana", "10:30 works."), ("Lee", "Yes.")], id="urls-and-times-in-talk"),
        pytest.param("Title: Demo\nDate: 2026-03-04\nParticipants: Dana, Lee\n\nDana: Hi you.\n"
                     "Lee: Hello.\nDana: So.",
                     [("Dana", "Hi you."), ("Lee", "Hello."), ("Dana", "So.")], id="header-lines"),
        pytest.param("Customer: Borel\nDate: 2026-03-04\nType: demo\n\nDana: Hi you.\n"
                     "Lee: Hello.\nDana: So.\nLee: Yes.",
                     [("Dana", "Hi you."), ("Lee", "Hello."), ("Dana", "So."), ("Lee", "Yes.")],
                     id="facts-with-a-role-word"),
        pytest.param(">> DANA: Hi there.\n>> LEE: Hello.\n>> DANA: So.",
                     [("DANA", "Hi there."), ("LEE", "Hello."), ("DANA", "So.")], id="marks"),
        pytest.param("Dana\tHi there\nLee\tHello\nDana\tSo what\nLee\tFine",
                     [("Dana", "Hi there"), ("Lee", "Hello"), ("Dana", "So what"),
                      ("Lee", "Fine")], id="tab"),
        pytest.param("小王：你好，我们开始吧。\n小李：好的，谢谢。\n小王：价格怎么样？\n小李：再说吧。",
                     [("小王", "你好，我们开始吧。"), ("小李", "好的，谢谢。"),
                      ("小王", "价格怎么样？"), ("小李", "再说吧。")], id="full-width-colon"),
        pytest.param("Q: What is it?\nA: A tool.\nQ: And why?\nA: To see.",
                     [("Q", "What is it?"), ("A", "A tool."), ("Q", "And why?"),
                      ("A", "To see.")], id="question-and-answer"),
        pytest.param("Speaker 1: Hi there.\nUnknown: Hm, yes.\nSpeaker 1: So.\nSpeaker 2: Fine.",
                     [("Speaker 1", "Hi there."), (None, "Hm, yes."), ("Speaker 1", "So."),
                      ("Speaker 2", "Fine.")], id="unknown-is-nobody"),
        pytest.param("[Speaker 1] Hi there.\n[Speaker 2] Hello.\n[Speaker 1] So.",
                     [("Speaker 1", "Hi there."), ("Speaker 2", "Hello."), ("Speaker 1", "So.")],
                     id="names-in-brackets"),
        pytest.param("1. Dana: Hi there.\n2. Lee: Hello.\n3. Dana: So.",
                     [("Dana", "Hi there."), ("Lee", "Hello."), ("Dana", "So.")], id="numbered"),
        pytest.param("<Dana> Hi there.\n<Lee> Hello.\n<Dana> So.",
                     [("Dana", "Hi there."), ("Lee", "Hello."), ("Dana", "So.")], id="chat"),
        pytest.param("Dana Ruiz\nThanks for joining.\n\nLee\nHi.\n\nDana Ruiz\nSo.\n\nLee\nYes.",
                     [("Dana Ruiz", "Thanks for joining."), ("Lee", "Hi."), ("Dana Ruiz", "So."),
                      ("Lee", "Yes.")], id="names-alone"),
    ],
)  # fmt: skip
def test_tells_who_speaks(text: str, expected: list[tuple]) -> None:
    assert [(speaker, said) for speaker, said, _, _ in turns(text)] == expected
    assert all(start is None for _, _, start, _ in turns(text))


TALK = ("Hi there.", "Hello to you.", "So.")


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("[{t}] {n}: {x}", id="bracketed-time-first"),
        pytest.param("{t} {n}: {x}", id="time-first"),
        pytest.param("{n} ({t}): {x}", id="time-after-name"),
        pytest.param("{n} ({t}):\n{x}", id="time-after-name-text-below"),
        pytest.param("{n}: ({t})\n{x}", id="time-after-colon"),
        pytest.param("{n}: {t} {x}", id="bare-time-after-colon"),
        pytest.param("{n} [{t}]\n{x}", id="bracketed-time-text-below"),
        pytest.param("{n}  {t}  \n{x}\n", id="otter"),
        pytest.param("{n}   {t}\n{x}", id="teams"),
        pytest.param("@{t} - {n}\n{x}\n", id="fathom"),
        pytest.param("[{t}] - {n}\n{x}", id="happy-scribe"),
        pytest.param("{t} | {n}\n{x}", id="bar"),
        pytest.param("{t} {n}\n{x}\n", id="word"),
        pytest.param("{n}\n{t}\n{x}\n", id="name-line-time-line"),
        pytest.param("{t}\n{n}\n{x}\n", id="time-line-name-line"),
        pytest.param("**{n}** {t}\n{x}\n", id="bold-name-time"),
        pytest.param("**[{t}] {n}:** {x}\n", id="bold-time-and-name"),
        pytest.param("### {n} {t}\n\n{x}\n", id="headings"),
    ],
)
@pytest.mark.parametrize("name", ["Dana Ruiz", "Ann (Acme)", "Speaker 1", "José Núñez"])
def test_reads_names_and_times_in_all_shapes(shape: str, name: str) -> None:
    names = (name, "Lee", name)
    times = ("0:03", "1:10", "1:02:07")
    rows = zip(names, times, TALK, strict=True)
    text = "\n".join(shape.format(n=n, t=t, x=x) for n, t, x in rows)
    assert turns(text) == [
        (n, x, s, None) for n, x, s in zip(names, TALK, (3.0, 70.0, 3727.0), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[11:59 PM] Dana: Hi you.\n[12:01 AM] Lee: Hello.\n[12:05] Dana: So.",
                     [("Dana", 0.0), ("Lee", 120.0), ("Dana", 360.0)],
                     id="wall-clock-over-midnight-and-without-am"),
        pytest.param("[2026-03-04 15:00:03] Dana: Hi you.\n[2026-03-04 15:00:13] Lee: Hello.",
                     [("Dana", 0.0), ("Lee", 10.0)], id="dates"),
        pytest.param("[14:00:03] Dana: Hi you.\n[14:00:13] Lee: Hello.\n[14:01:03] Dana: So.",
                     [("Dana", 0.0), ("Lee", 10.0), ("Dana", 60.0)], id="hours-of-the-day"),
        pytest.param("[0:03] Dana: Hi you.\nLee: Hello.\n[1:10] Dana: So.\nLee: Yes.",
                     [("Dana", 3.0), ("Lee", None), ("Dana", 70.0), ("Lee", None)],
                     id="missing-times-stay-none"),
    ],
)  # fmt: skip
def test_reads_clocks(text: str, expected: list[tuple]) -> None:
    assert starts(text) == expected


def test_reads_ranges_on_a_line_of_their_own() -> None:
    text = "0:01 - 0:04\nDana: Hi there you.\n\n0:05 - 0:09\nLee: Hello there.\n"
    assert turns(text) == [
        ("Dana", "Hi there you.", 1.0, 4.0),
        ("Lee", "Hello there.", 5.0, 9.0),
    ]


def test_reads_ranges() -> None:
    text = "[00:00.000 --> 00:04.500] S1: Hi there.\n[00:04.500 --> 00:05.000] S2: Hello.\n"
    assert turns(text) == [("S1", "Hi there.", 0.0, 4.5), ("S2", "Hello.", 4.5, 5.0)]


words = st.lists(st.sampled_from(["yes", "no", "price", "thanks"]), min_size=2).map(" ".join)
names = st.sampled_from(["Dana Ruiz", "Lee", "Speaker 3"])
calls = st.lists(st.tuples(names, words), min_size=2, max_size=30)
SHAPES = [
    "{n}: {x}.",
    "[{t}] {n}: {x}.",
    "{n}  {t}  \n{x}.\n",
    "**{n}:** {x}.\n",
    "@{t} - {n}\n{x}.\n",
]


@given(calls, st.sampled_from(SHAPES))
def test_written_calls_are_read_back(call: list[tuple[str, str]], shape: str) -> None:
    text = "\n".join(
        shape.format(n=n, x=x, t=f"{k // 60}:{k % 60:02}") for k, (n, x) in enumerate(call)
    )
    assert [(t.speaker, t.text) for t in read(text).turns] == [(n, f"{x}.") for n, x in call]


@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    whole = b"**Dana:** Hi.\n\n[0:03] Dana: Hi.\nLee  0:21\nSo.\n@0:30 - Kim\nX"
    read_damaged(whole, "a.txt", data)
