import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes

TEXT = """Borel demo
Wed, Mar 4, 2026 3:00PM • 31:08
SUMMARY KEYWORDS
price, renewal
SPEAKERS
Dana Ruiz, Lee Okafor

Dana Ruiz  0:00{trail}
Thanks for joining.

Unknown Speaker  0:21{trail}
Happy to be here. We met
at 10:30

Lee Okafor  1:02:07{trail}
So, the price.

Transcribed by https://otter.ai
"""
EXPECTED = [
    ("Dana Ruiz", "Thanks for joining.", 0.0),
    (None, "Happy to be here. We met at 10:30", 21.0),
    ("Lee Okafor", "So, the price.", 3727.0),
]


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "otter.txt")
    assert call.format == "otter_text"
    return call


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.format(trail="  "), id="as-exported"),
        pytest.param(TEXT.format(trail="").replace("  ", " "), id="one-blank-dropped"),
        pytest.param(TEXT.format(trail="").replace("\nTranscribed by https://otter.ai", ""),
                     id="without-advert"),
        pytest.param(TEXT.format(trail="").replace("Dana Ruiz  0", "**Dana Ruiz**  0"), id="bold"),
    ],
)  # fmt: skip
def test_reads_names_and_starts(text: str) -> None:
    assert [(t.speaker, t.text, t.start) for t in read(text).turns] == EXPECTED


def test_reads_names_without_times() -> None:
    text = "".join(f"{name}\nWe say {n}.\n\n" for n, name in enumerate(["Dana", "Lee"] * 2))
    call = read(f"{text}Transcribed by https://otter.ai")
    assert [(t.speaker, t.start) for t in call.turns] == [("Dana", None), ("Lee", None)] * 2


def test_reads_title_date_and_length() -> None:
    assert read(TEXT.format(trail="  ")).meta == {
        "title": "Borel demo", "date": "2026-03-04T15:00:00", "duration_s": 1868.0,
    }  # fmt: skip
