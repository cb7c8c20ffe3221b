import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.errors import TranscriptError
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged

GUID = "3f0b1c52-8a77-4d0e-9a61-0c5a5d1c2b10"


def turns(text: str, name: str = "call.vtt") -> list[tuple]:
    (call,) = read_bytes(text.encode(), name)
    assert call.format == "webvtt"
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


def vtt(*cues: str) -> str:
    """A WebVTT file of one-line cues, a second each."""
    blocks = (f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{cue}\n" for n, cue in enumerate(cues))
    return "WEBVTT\n\n" + "\n".join(blocks)


def said(*cues: str) -> list[tuple]:
    return [(speaker, text) for speaker, text, _, _ in turns(vtt(*cues))]


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        pytest.param(["dana: Hi.", "kite42: Hi.", "dana: So."],
                     [("dana", "Hi."), ("kite42", "Hi."), ("dana", "So.")], id="zoom-prefix"),
        pytest.param(["Ann (Acme): Hi", "Ann (Acme): you.", "Lee | B: Hi."],
                     [("Ann (Acme)", "Hi you."), ("Lee | B", "Hi.")], id="cues-are-joined"),
        pytest.param(["Dana: Hi.", "And you?", "Lee: Hi.", "Dana: So."],
                     [("Dana", "Hi."), (None, "And you?"), ("Lee", "Hi."), ("Dana", "So.")],
                     id="no-prefix-is-nobody"),
        pytest.param(["Dana: Hi.", "Dana: The price is: ten.", "Lee: It is this: no.", "Lee: Ok."],
                     [("Dana", "Hi. The price is: ten."), ("Lee", "It is this: no. Ok.")],
                     id="colon-in-speech"),
        pytest.param(["Dana: Hi.", "The price is: ten.", "Lee: Ok.", "Dana: Ok."],
                     [("Dana", "Hi."), (None, "The price is: ten."), ("Lee", "Ok."),
                      ("Dana", "Ok.")], id="colon-in-nameless-speech"),
        pytest.param(["<v Ruiz, Dana (External)>Shall we\nlook?</v>", "<v Lee>Yes"],
                     [("Ruiz, Dana (External)", "Shall we look?"), ("Lee", "Yes")], id="voices"),
        pytest.param(["<v.loud Dana>Hi</v> <v Lee>Hello</v>"],
                     [("Dana", "Hi"), ("Lee", "Hello")], id="two-voices-in-a-cue"),
        pytest.param(["<v >Hm.</v>", "<v Lee>Yes</v>", "Dana: Ok."],
                     [(None, "Hm."), ("Lee", "Yes"), ("Dana", "Ok.")],
                     id="empty-voice-and-a-prefix-among-voices"),
        pytest.param(["<v Unknown>Hm.</v>", "<v Lee>Yes</v>"],
                     [(None, "Hm."), ("Lee", "Yes")], id="unknown-is-nobody"),
        pytest.param(["<v Fireflies.ai Notetaker>x</v>", "<v Lee>Yes</v>"],
                     [("Lee", "Yes")], id="bots-do-not-speak"),
        pytest.param(["<b>R&amp;D</b> <c.red>a &lt; b</c>&nbsp;<00:00:00.500>ok"],
                     [(None, "R&D a < b ok")], id="tags-and-entities"),
        pytest.param([">> Hi there", "how are you", ">> Fine. >> Good."],
                     [(None, "Hi there how are you"), (None, "Fine."), (None, "Good.")],
                     id="change-marks"),
        pytest.param([">> DANA: Hi", "there.", ">> LEE: Hello."],
                     [("DANA", "Hi there."), ("LEE", "Hello.")], id="change-marks-with-names"),
        pytest.param(["- Who?\n- Me", "- Oh\n- Yes"],
                     [(None, "Who?"), (None, "Me"), (None, "Oh"), (None, "Yes")], id="dashes"),
        pytest.param(["so we", "so we\ncan start", "can start", "can start\nnow ok", "now ok"],
                     [(None, "so we can start now ok")], id="rolling-captions"),
        pytest.param(["[Speaker 1] Hi.", "[Speaker 2] Hello.", "[Speaker 1] So."],
                     [("Speaker 1", "Hi."), ("Speaker 2", "Hello."), ("Speaker 1", "So.")],
                     id="names-in-brackets"),
        pytest.param(["[Music]", "Hi. [Music] you", "[Music] ok"],
                     [(None, "[Music] Hi. [Music] you [Music] ok")], id="sounds-do-not-speak"),
    ],
)  # fmt: skip
def test_tells_who_speaks(cues: list[str], expected: list[tuple]) -> None:
    assert said(*cues) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"WEBVTT\n\n{GUID}/12-0\n00:00:02.340 --> 00:00:03.000\n<v A>Hi,\n\n"
                     f"{GUID}/12-1\n00:00:03.000 --> 00:00:04.500\n<v A>you.</v>\n",
                     [("A", "Hi, you.", 2.34, 4.5)], id="guid-ids-and-parts"),
        pytest.param("\ufeffWEBVTT - Borel\r\nKind: captions\r\n\r\nNOTE\r\nNo talk: here\r\n\r\n"
                     "STYLE\r\n::cue { color: red }\r\n\r\nintro\r\n00:01.000\t-->\t00:02.000 "
                     "align:start position:0%\r\nHi",
                     [(None, "Hi", 1.0, 2.0)], id="header-notes-styles-settings-crlf"),
        pytest.param("WEBVTT\n\n5.1 --> 7.35\nA.\n\n00:00:75.000 --> 00:00:76,500\nB.\n",
                     [(None, "A.", 5.1, 7.35), (None, "B.", 75.0, 76.5)], id="irregular-times"),
        pytest.param("WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nA.\n",
                     [(None, "A.", 360001.0, 360002.0)], id="three-hour-digits"),
        pytest.param("WEBVTT\n\n00:05.000 --> 00:06.000\n<v A>Two</v>\n\n"
                     "00:01.000 --> 00:09.000\n<v B>One</v>\n",
                     [("B", "One", 1.0, 9.0), ("A", "Two", 5.0, 6.0)], id="sorted-not-clipped"),
        pytest.param("WEBVTT\n\n00:05.000 --> 00:04.000\nOne\n",
                     [(None, "One", 5.0, None)], id="end-before-start-is-no-end"),
        pytest.param("WEBVTT\n\n00:xx.000 --> 00:04.000\nOne\n\n0:5:zz --> 00:06.000\nTwo\n",
                     [(None, "One Two", None, 6.0)], id="unreadable-time-is-none"),
        pytest.param('WEBVTT\n\n00:01.000 --> 00:02.000\n{"speakerName":"Dana","spokenText":"Hi."}',
                     [("Dana", "Hi.", 1.0, 2.0)], id="json-cues"),
        pytest.param("WEBVTT\n\n1\n\n00:01.000 --> 00:02.000\n\nDana: Hi\n\n2\n\n"
                     "00:02.000 --> 00:03.000\n\nDana: you",
                     [("Dana", "Hi you", 1.0, 3.0)], id="doubled-blank-lines"),
        pytest.param("WEBVTT\n1\n00:01.000 --> 00:02.000\nDana: Hi\n2\n"
                     "00:02.000 --> 00:03.000\nDana: you",
                     [("Dana", "Hi you", 1.0, 3.0)], id="lost-blank-lines"),
    ],
)  # fmt: skip
def test_reads_what_real_files_hold(text: str, expected: list[tuple]) -> None:
    assert turns(text) == expected


def test_reads_the_header() -> None:
    text = 'WEBVTT - Borel\nLanguage: en\n\nNOTE duration:"00:31:08.000"\n\n' + vtt("Hi")[8:]
    (call,) = read_bytes(text.encode(), "GMT20250301-150000_Recording.transcript.vtt")
    assert call.meta == {
        "title": "Borel", "language": "en", "duration_s": 1868.0, "date": "2025-03-01T15:00:00Z",
    }  # fmt: skip


def test_warns_of_irregular_times() -> None:
    (call,) = read_bytes(b"WEBVTT\n\n5.1 --> 7.35\nHi\n", "a.vtt")
    assert call.warnings == ("1 captions with irregular times were read leniently",)


def test_a_recording_without_speech_is_refused() -> None:
    with pytest.raises(TranscriptError, match="found none"):
        read_bytes(b"WEBVTT\n\n", "empty.vtt")


words = st.lists(st.sampled_from(["yes", "no", "price", "later", "thanks"]), min_size=1).map(
    " ".join
)
calls = st.lists(
    st.tuples(st.sampled_from(["Dana Ruiz", "Lee", "kite42"]), words), min_size=1, max_size=30
)


@given(calls)
def test_written_calls_are_read_back(call: list[tuple[str, str]]) -> None:
    text = "WEBVTT\n\n" + "\n\n".join(
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\n<v {who}>{talk}</v>"
        for n, (who, talk) in enumerate(call)
    )
    read = turns(text)
    assert " ".join(t[1] for t in read) == " ".join(talk for _, talk in call)
    changes = [who for n, (who, _) in enumerate(call) if n == 0 or call[n - 1][0] != who]
    assert [t[0] for t in read] == changes


@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    read_damaged(vtt("<v Dana>Hi</v>", "Lee: yes", ">> so &amp; so").encode(), "a.vtt", data)
