from analyser.conversation import Conversation, Role
from analyser.ingest import read_bytes


def read(text: str) -> Conversation:
    (call,) = read_bytes(text.encode(), "call.md")
    assert call.format == "markdown"
    return call


MARKDOWN = """---
title: Borel demo
date: 2026-03-04
participants:
  - Dana Ruiz (Sales Rep)
  - Lee Okafor (lee@borel.test)
---
# Borel

**Call Summary:**
- **Dana Ruiz:** will send it
- **Lee Okafor:** will wait

## Transcript

**Dana Ruiz:** Hi **there**.

**Lee Okafor:** Hello: you.

*sighs*

**Dana Ruiz:** See [this](https://acme.test).

[END - 12:30]

**Resources:**
- a link
"""


def test_markdown_headings_are_no_speakers() -> None:
    call = read(MARKDOWN)
    assert [(t.speaker, t.text) for t in call.turns] == [
        ("Dana Ruiz", "Hi there."),
        ("Lee Okafor", "Hello: you."),
        ("Dana Ruiz", "See this."),
    ]


def test_reads_what_stands_above_the_talk() -> None:
    call = read(MARKDOWN)
    assert (call.meta["title"], call.meta["date"]) == ("Borel demo", "2026-03-04")
    people = {p.name: (p.role, p.email) for p in call.participants}
    assert people == {"Dana Ruiz": (Role.REP, None), "Lee Okafor": (None, "lee@borel.test")}


def test_names_may_stand_as_headings() -> None:
    said = [("Dana", "Hi there."), ("Lee", "Hello."), ("Dana", "So."), ("Lee", "Yes.")]
    call = read("# Call\n\n" + "".join(f"### {name}\n\n{text}\n\n" for name, text in said))
    assert [(t.speaker, t.text) for t in call.turns] == said
