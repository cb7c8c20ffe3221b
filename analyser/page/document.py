"""The HTML report: one file for people, with everything in it and no script.

The page asks nothing of the network; its policy (a Content-Security-Policy in the page) allows
the one style sheet in it and nothing else, so that no transcript can ever run or load anything.
"""

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analyser.page import words as page_words
from analyser.page.view import ReportView

NOTEBOOK_TURNS: Final = 400
"""Turns of a transcript that a notebook holds whole: a talk of about an hour."""

TEMPLATES: Final = Path(__file__).parent / "templates"
_UNSHOWABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def page(reports: Sequence[Mapping[str, Any]], *, most_turns: int | None = None) -> str:
    """The reports (each a dict as of ``CallReport.to_dict``) as one self-contained HTML page.

    Several reports get an index on top and stand folded below it. Of a call with more than
    ``most_turns`` only the turns stand there to which something on the page leads.
    """
    views = [
        ReportView(report, f"r{number}", most_turns=most_turns)
        for number, report in enumerate(reports, 1)
    ]
    names = list(dict.fromkeys(name for report in reports for name in report["signals"]))
    return rendered("report.html", views=views, names=names)


def rendered(template: str, **values: Any) -> str:
    """A page of a template with the style sheet in it and the policy that fits."""
    css = _style()
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    text = (
        _environment()
        .get_template(template)
        .render(
            css=Markup(css),  # noqa: S704  our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'",
            words=page_words,
            **values,
        )
    )
    return showable(text)


def showable(text: str) -> str:
    """The text with a mark in place of each character that no page can hold."""
    return _UNSHOWABLE.sub("\ufffd", text)


def framed(reports: Sequence[Mapping[str, Any]]) -> str:
    """The page in a frame of its own, for notebooks: neither side can style or touch the other.

    A notebook keeps what it shows, so a long call's transcript stands there in part.
    """
    return in_frame(page(reports, most_turns=NOTEBOOK_TURNS), "Call report")


def in_frame(text: str, title: str) -> str:
    """A page's text as a frame."""
    inner = html.escape(text)
    return (
        f'<iframe title="{title}" sandbox="" width="100%" height="720" '
        f'style="border:0" srcdoc="{inner}"></iframe>'
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (TEMPLATES / "report.css").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
