"""Tables for reading: whole sentences, nothing cut."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

CELLS: Final = {"text-align": "left", "vertical-align": "top", "white-space": "normal"}


def reading_table(frame: "pd.DataFrame") -> "Styler":
    """A frame as notebooks show it to readers: from the left, no text cut, absent cells empty, and
    no text of a call taken for HTML."""
    shown = frame.rename(columns=lambda name: str(name).replace("_", " "))
    return (
        shown.style.hide(axis="index")
        .format(escape="html", na_rep="", precision=2)
        .set_properties(None, **CELLS)
        .set_table_styles([{"selector": "th", "props": "text-align: left"}])
    )
