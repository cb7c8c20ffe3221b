import json
from pathlib import Path
from typing import Any

import pytest

import analyser
from analyser.conversation import Conversation, Turn
from analyser.errors import AnalyserError, DamagedInput, RoleError, TranscriptError
from analyser.one_call import conversation_of
from tests.spoken import TALK, spoken, spoken_bytes

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: Hello.\n"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(spoken("R: Hello."), "Hello.", id="dict"),
        pytest.param(json.dumps(spoken("R: Hello.")), "Hello.", id="json-text"),
        pytest.param(spoken_bytes("R: Hello."), "Hello.", id="bytes"),
        pytest.param(VTT, "Hello.", id="transcript-text"),
        pytest.param(Conversation("c", (Turn("Ann", "Hello."),)), "Hello.", id="conversation"),
        pytest.param(spoken("R: Hel\udc80lo."), "Hel\ufffdlo.", id="half-a-character"),
        pytest.param(VTT.replace("Hello", "Hel\udc80lo"), "Hel?lo.", id="half-in-a-text"),
    ],
)
def test_takes_a_call_in_any_form(given: Any, text: str) -> None:
    assert [turn.text for turn in conversation_of(given).turns] == [text]


def test_takes_a_path(tmp_path: Path) -> None:
    (tmp_path / "call.vtt").write_text(VTT)
    assert conversation_of(tmp_path / "call.vtt") == conversation_of(str(tmp_path / "call.vtt"))


def nested() -> dict[str, Any]:
    inner: dict[str, Any] = {}
    inner["meta"] = inner
    return inner


@pytest.mark.parametrize(
    ("given", "error"),
    [
        pytest.param({}, TranscriptError, id="empty-dict"),
        pytest.param({"turns": [{"text": {1, 2}}]}, DamagedInput, id="no-json"),
        pytest.param(nested(), DamagedInput, id="endless"),
        pytest.param("none.vtt", TranscriptError, id="missing-file"),
        pytest.param("no\0name", TranscriptError, id="no-file-name"),
        pytest.param("x" * 5000, TranscriptError, id="name-too-long"),
        pytest.param(json.dumps([spoken(), spoken()]) + "\n", TranscriptError, id="several"),
        pytest.param(b"", TranscriptError, id="nothing"),
    ],
)
def test_what_is_no_call_is_an_error(given: Any, error: type[AnalyserError]) -> None:
    with pytest.raises(error):
        conversation_of(given)


@pytest.mark.usefixtures("quick_road")
@pytest.mark.parametrize("rep", ["Sam", ("Sam", "Zoe")], ids=["one", "several"])
def test_reps_join_those_of_the_settings(rep: str | tuple[str, ...]) -> None:
    call = spoken("Sam: Hello there.", "Lou: Hello.", "Di: Hi.")
    report = analyser.analyse(call, rep=rep, settings=analyser.Settings(reps=("Di",)))
    roles = {speaker.name: speaker.role_from for speaker in report.call.speakers}
    assert (roles["Sam"], roles["Di"]) == ("option", "option")


@pytest.mark.usefixtures("quick_road")
def test_an_unknown_rep_is_an_error() -> None:
    with pytest.raises(RoleError):
        analyser.analyse(spoken("Sam: Hello there.", "Lou: Hello."), rep="Ann")


@pytest.mark.usefixtures("quick_road")
def test_many_calls_are_tables(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(spoken_bytes(*TALK, id="a"))
    (tmp_path / "b.json").write_bytes(b"{")
    tables = analyser.analyse_many(tmp_path)
    assert (list(tables.calls.call_id), list(tables.failures.source)) == (["a"], ["b.json"])


@pytest.mark.usefixtures("quick_road")
def test_reps_are_named_for_many_calls(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(spoken_bytes("Sam (Acme): Hello.", "Lou: Hi.", id="a"))
    (tmp_path / "b.json").write_bytes(spoken_bytes("Di: Hello.", "Lou: Hi.", id="b"))
    (tmp_path / "c.json").write_bytes(spoken_bytes("Zoe: Hello.", "Lou: Hi.", id="c"))
    tables = analyser.analyse_many(tmp_path, rep=("sam", "Di"))
    assert list(tables.calls.rep) == ["Sam (Acme)", "Di"]
    assert list(tables.failures.source) == ["c.json"]


def test_public_names_are_there() -> None:
    assert all(hasattr(analyser, name) for name in analyser.__all__)
    assert set(analyser.__all__) <= set(dir(analyser))
