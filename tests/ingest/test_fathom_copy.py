from analyser.conversation import Conversation
from analyser.ingest import read_bytes

TEXT = """Borel demo - March 04
VIEW RECORDING - 41 mins (No highlights): https://fathom.test/1

---

@0:00 - Dana Ruiz (dana@acme.test)
Thanks for joining.

@0:25 - Lee Okafor (Borel)
Happy to.
  ACTION ITEM: send the quote - WATCH: https://fathom.test/1
And you?

@1:00:05 -
Hm.
"""


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "fathom.txt")
    assert call.format == "fathom_copy"
    return call


def test_reads_names_times_and_talk_without_events() -> None:
    assert [(t.speaker, t.text, t.start, t.end) for t in read(TEXT).turns] == [
        ("Dana Ruiz", "Thanks for joining.", 0.0, None),
        ("Lee Okafor (Borel)", "Happy to. And you?", 25.0, None),
        (None, "Hm.", 3605.0, None),
    ]


def test_reads_without_the_at_sign() -> None:
    assert read(TEXT.replace("@", "").replace("danaacme", "dana@acme")).turns == read(TEXT).turns


def test_reads_addresses_title_and_length() -> None:
    call = read(TEXT)
    assert [(p.name, p.email) for p in call.participants] == [("Dana Ruiz", "dana@acme.test")]
    assert call.meta == {"title": "Borel demo", "duration_s": 2460.0}
