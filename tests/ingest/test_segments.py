import json
from collections.abc import Callable

import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from analyser.transcripts.segments import is_bot

TALK = (("Dana", "Thanks for joining."), ("Lee", "What does it cost?"))


@pytest.mark.parametrize(
    "name",
    [
        *("Gong", "Otter", "fathom", "Gong Bot", "Gong Meeting Recorder", "Gong.io", "Otter.ai"),
        *("Dana's OtterPilot Notetaker", "Otter Pilot", "Fathom Assistant", "Recorder (Gong)"),
        *("Fireflies.ai Notetaker Lee", "Dana's Presentation", "Fathom AI"),
    ],
)
def test_knows_note_taking_programs(name: str) -> None:
    assert is_bot(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Gong Li", "Wei Gong", "Ann Otter", "Otter, Ann", "Jo Fathom (Acme)", "Gong Ai"),
        *("Li Gong, Sales Assistant", "Gongora", "Dana"),
    ],
)
def test_people_are_no_programs(name: str) -> None:
    assert not is_bot(name)


def as_json(turns: list[tuple[str, str]]) -> str:
    return json.dumps([{"speaker": name, "text": text} for name, text in turns])


def as_table(turns: list[tuple[str, str]]) -> str:
    return "speaker,text\n" + "".join(f"{name},{text}\n" for name, text in turns)


def as_text(turns: list[tuple[str, str]]) -> str:
    return "".join(f"{name}: {text}\n" for name, text in turns)


def captions(turns: list[tuple[str, str]], shape: str) -> str:
    cues = (
        f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n{shape.format(name=name, text=text)}\n\n"
        for n, (name, text) in enumerate(turns, 10)
    )
    return "WEBVTT\n\n" + "".join(cues)


def as_captions(turns: list[tuple[str, str]]) -> str:
    return captions(turns, "{name}: {text}")


def as_voices(turns: list[tuple[str, str]]) -> str:
    return captions(turns, "<v {name}>{text}</v>")


def as_marks(turns: list[tuple[str, str]]) -> str:
    return captions(turns, ">> {name}: {text}")


def as_teams_metadata(turns: list[tuple[str, str]]) -> str:
    return captions(turns, '{{"speakerName": "{name}", "spokenText": "{text}"}}')


def as_srt(turns: list[tuple[str, str]]) -> str:
    return as_captions(turns).removeprefix("WEBVTT\n\n").replace(".", ",")


def as_old_teams(turns: list[tuple[str, str]]) -> str:
    return "".join(
        f"0:0:{n}.0 --> 0:0:{n}.9\n{name}\n{text}\n\n" for n, (name, text) in enumerate(turns, 10)
    )


Shape = Callable[[list[tuple[str, str]]], str]
SHAPES: list[Shape] = [
    *(as_json, as_table, as_text, as_captions, as_voices, as_marks, as_teams_metadata, as_srt),
    as_old_teams,
]


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "call")
    return call


@pytest.mark.parametrize("shape", SHAPES)
def test_turns_of_programs_are_left_out_and_counted(shape: Shape) -> None:
    bot = ("Gong Bot", "I am recording.")
    call = read(shape([*TALK, bot, *TALK, bot, bot, *TALK]))
    assert call.speakers == ("Dana", "Lee")
    assert call.warnings == ("turns left out, as those of a note-taking program: 2",)


@pytest.mark.parametrize("shape", SHAPES)
def test_people_called_as_programs_are_heard(shape: Shape) -> None:
    people = (("Gong Li", "Thanks for joining."), ("Ann Otter", "What does it cost?"))
    call = read(shape([*people * 3]))
    assert call.speakers == ("Gong Li", "Ann Otter")
    assert call.warnings == ()
