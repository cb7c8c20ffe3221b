"""Tables for reading: whole sentences, nothing cut, the words of the page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from analyser.history.page import FATES, TOPICS, TRENDS
from analyser.page_words import RESPONSES, ROLE_FROM, SEVERITIES, kind_words, number, signal_words

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

CELLS: Final = {"text-align": "left", "vertical-align": "top", "white-space": "normal"}
WORDS: Final[dict[str, Callable[[str], str] | Mapping[str, str]]] = {
    "fate": FATES,
    "kind": kind_words,
    "response": RESPONSES,
    "role_from": ROLE_FROM,
    "severity": SEVERITIES,
    "signal": signal_words,
    "topic": TOPICS,
    "trust_trend": TRENDS,
}
"""The words for the codes of a column."""

YES_NO: Final = {"True": "yes", "False": "no"}


def reading_table(frame: "pd.DataFrame") -> "Styler":
    """A frame as notebooks show it to readers: from the left, no text cut, absent cells empty,
    codes in words, and no text of a call taken for HTML."""
    worded = {name: frame[name].map(partial(_worded, name)) for name in WORDS if name in frame}
    shown = frame.assign(**worded).rename(columns=lambda name: str(name).replace("_", " "))
    return (
        shown.style.hide(axis="index")
        .format(_cell, escape="html", na_rep="")
        .set_properties(None, **CELLS)
        .set_table_styles([{"selector": "th", "props": "text-align: left"}])
    )


def _worded(column: str, code: Any) -> Any:
    """A code in words; what is no code, an absent one say, stays."""
    words = WORDS[column]
    if not isinstance(code, str):
        return code
    return words.get(code, code) if isinstance(words, Mapping) else words(code)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return number(value, 2) if isinstance(value, float) else YES_NO.get(str(value), str(value))
