"""Tables for reading: whole sentences, nothing cut, the words of the page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from analyser.history.page import FATES, TOPICS, TRENDS
from analyser.page.words import (
    RESPONSES,
    ROLE_FROM,
    SEVERITIES,
    kind_words,
    label_words,
    percent,
    signal_words,
)

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

CELLS: Final = {"text-align": "left", "vertical-align": "top", "white-space": "normal"}
WORDS: Final[dict[str, Callable[[str], str] | Mapping[str, str]]] = {
    "fate": FATES,
    "kind": kind_words,
    "label": lambda label: f"{label_words(label)} ({label})",
    "response": RESPONSES,
    "role_from": ROLE_FROM,
    "severity": SEVERITIES,
    "signal": signal_words,
    "topic": TOPICS,
    "trust_trend": TRENDS,
}
"""The words for the codes of a column."""

SMALL: Final = 10.0
LONG: Final = 32
YES_NO: Final = {"True": "yes", "False": "no"}


def reading_table(frame: "pd.DataFrame") -> "Styler":
    """A frame as notebooks show it to readers: from the left, no text cut, absent cells empty,
    codes in words, and no text of a call taken for HTML."""
    worded = {name: frame[name].map(partial(_worded, name)) for name in WORDS if name in frame}
    shown = frame.assign(**worded).rename(columns=lambda name: str(name).replace("_", " "))
    cells: dict[Any, Any] = {name: _cells(str(name), shown[name]) for name in shown}
    whole: Any = [name for name in shown if _is_code(shown[name])]
    return (
        shown.style.hide(axis="index")
        .format(cells, escape="html", na_rep="")
        .set_properties(None, **CELLS)
        .set_properties(whole, **{"white-space": "nowrap"})
        .set_table_styles([{"selector": "th", "props": "text-align: left"}])
    )


def _worded(column: str, code: Any) -> Any:
    """A code in words; what is no code, an absent one say, stays."""
    words = WORDS[column]
    if not isinstance(code, str):
        return code
    return words.get(code, code) if isinstance(words, Mapping) else words(code)


def _is_code(column: "pd.Series[Any]") -> bool:
    """Whether all texts of a column are short and of one word, as days and ids are: their hyphens
    are no place to break."""
    return all(" " not in text and len(text) <= LONG for text in column if isinstance(text, str))


def _places(column: "pd.Series[Any]") -> int:
    """How many decimals the numbers of a column need: none where all are whole, two where they are
    small, as shares are."""
    found = [value for value in column if isinstance(value, float) and value == value]
    if all(value.is_integer() for value in found):
        return 0
    return 2 if max(map(abs, found)) <= SMALL else 1


def _cells(name: str, column: "pd.Series[Any]") -> Callable[[Any], str]:
    """How the values of a column are written."""
    if name.endswith(" share"):
        return lambda value: value if isinstance(value, str) else percent(value)
    return partial(_cell, places=_places(column))


def _cell(value: Any, *, places: int) -> str:
    if isinstance(value, float):
        return f"{round(value, places) + 0.0:,.{places}f}"
    return YES_NO.get(str(value), str(value)) if not isinstance(value, str) else value
