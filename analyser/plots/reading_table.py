"""Tables for reading: whole sentences, nothing cut, the words of the page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from analyser.page_words import RESPONSES, ROLE_FROM, SEVERITIES, kind_words, number, signal_words

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

CELLS: Final = {"text-align": "left", "vertical-align": "top", "white-space": "normal"}
WORDS: Final[dict[str, Callable[[str], str]]] = {
    "kind": kind_words,
    "response": lambda code: RESPONSES.get(code, code),
    "role_from": lambda code: ROLE_FROM.get(code, code),
    "severity": lambda code: SEVERITIES.get(code, code),
    "signal": signal_words,
}
"""The words for the codes of a column."""

YES_NO: Final = {"True": "yes", "False": "no"}


def reading_table(frame: "pd.DataFrame") -> "Styler":
    """A frame as notebooks show it to readers: from the left, no text cut, absent cells empty,
    codes in words, and no text of a call taken for HTML."""
    shown = frame.assign(
        **{n: frame[n].map(words, na_action="ignore") for n, words in WORDS.items() if n in frame}
    ).rename(columns=lambda name: str(name).replace("_", " "))
    return (
        shown.style.hide(axis="index")
        .format(_cell, escape="html", na_rep="")
        .set_properties(None, **CELLS)
        .set_table_styles([{"selector": "th", "props": "text-align: left"}])
    )


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return number(value, 2) if isinstance(value, float) else YES_NO.get(str(value), str(value))
