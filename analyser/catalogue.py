"""The catalogue of signals as a page, made from the signals themselves: ``make docs`` writes it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from analyser.reading import Signal
from analyser.signals import all_signals

PAGE: Final = Path(__file__).parents[1] / "docs" / "signals.md"

_HEAD: Final = """# Signals

What the analyser measures, in the order of their names. This page is made from the code by
`make docs`: change the signals, not the page. How values become scores and a trust score stands in
`analyser/profiles/default.toml`; [profiles.md](profiles.md) shows how a team says it otherwise.

Bands that vendors publish are correlational, come from their own customers' calls and disagree with
each other. They are context for a coach, never the score itself.
"""

_TRACKERS: Final = """## Trackers

*What your team wants heard, or not heard.*

A profile can add signals without code: `[[tracker]]` with a name, what it is about, a side,
phrases, example sentences that are matched by meaning, whether many or none is good, and a weight.
[profiles.md](profiles.md) has an example and how often they are right.

- **Unit:** sentences of the side that the tracker names.
- **Formula:** sentences with one of the phrases, in any form of its words, or nearer in meaning
  to what the examples share, and `not_these` lack, than all but `false_alarms` (5) of 1,000
  ordinary sentences. Meaning is told from states inside the act model.
- **Limits:** some six or seven in ten of what means the like is found, and near misses in the
  same words are taken for it now and then: look at the quotes.
- **Source:** your team's profile.
"""


def catalogue() -> str:
    """The page as Markdown: each signal with principle, unit, formula, limits, source, example."""
    signals = all_signals()
    rows = [f"| [{name}](#{name}) | {signal.principle} |" for name, signal in signals.items()]
    parts = [_HEAD, "\n".join(("| signal | principle |", "|---|---|", *rows))]
    parts += ["\n".join(_section(signal)) for signal in signals.values()]
    parts.append(_TRACKERS)
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(signal: Signal) -> Iterator[str]:
    yield f"## {signal.name}\n"
    yield f"*{signal.principle}*\n"
    yield f"{_paragraphs(signal.about)}\n"
    for heading in ("Unit", "Formula", "Limits", "Source"):
        yield f"- **{heading}:** {signal.part(heading)}"
    yield f"\n```python\n{_example(signal)}\n```"


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def _example(signal: Signal) -> str:
    """The lines of the docstring that run, with what they give."""
    return signal.help[signal.help.index(">>>") :].strip()


def main() -> int:
    """Write the page. Exit code 0."""
    PAGE.write_text(catalogue(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
