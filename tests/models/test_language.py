import pytest

from models.language import sentence_starts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hello there. How are you?", ["Hello there.", "How are you?"]),
        ("Ask Dr. Smith. He knows.", ["Ask Dr. Smith.", "He knows."]),
        ("It is $5.50 a day. Fine.", ["It is $5.50 a day.", "Fine."]),
        ("ready? yes! good", ["ready?", "yes!", "good"]),
        ('He said "go." Then he left.', ['He said "go."', "Then he left."]),
        ("well... maybe. or not", ["well... maybe. or not"]),
        ('Stop. "Go on," he said.', ["Stop.", '"Go on," he said.']),
        ("", [""]),
        ("?", ["?"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_marks_part_sentences(text: str, sentences: list[str]) -> None:
    (starts,) = sentence_starts([text])
    assert [
        text[a:b].strip() for a, b in zip(starts, (*starts[1:], None), strict=True)
    ] == sentences
