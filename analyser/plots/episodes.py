"""Pictures of what became of requests, prices and promises, from a batch's tables."""

from typing import TYPE_CHECKING, Any, Final

from matplotlib.dates import date2num

from analyser.page.words import RESPONSES
from analyser.page.words import ROLES as ROLE_WORDS
from analyser.plots.picture import (
    INK,
    MUTED,
    ROLES,
    Picture,
    days_below,
    drawing,
    nothing,
    plain,
)

if TYPE_CHECKING:
    import pandas as pd

COLOURS: Final = {
    "probed": ("#0b5394", ""),
    "jumped": ("#d9952b", "///"),
    "deferred": ("#8fbdd6", ""),
    "declined": ("#6a5a8c", "..."),
    "ignored": ("#c9c6bf", ""),
}
MOST: Final = 40
"""So many rows a picture has at most; it says how many it leaves out."""


def request_outcomes(requests: "pd.DataFrame", *, by: str | None = None) -> Picture:
    """What became of requests: shares of each response, with counts.

    ``by`` is a column of ``requests`` (join one first, such as the rep); None takes all as one.
    """
    known = requests[requests["response"].notna()]
    groups = {"all": known} if by is None else dict(iter(known.groupby(by)))
    title = "What became of requests"
    with drawing(title, height=1.6 + 0.34 * max(1, len(groups))) as (figure, axes):
        if not len(known):
            nothing(axes, "no requests")
            return Picture(figure)
        for response, (colour, hatch) in COLOURS.items():
            for row, found in enumerate(groups.values()):
                left = _share(found, list(COLOURS)[: list(COLOURS).index(response)])
                width = _share(found, [response])
                named = RESPONSES[response] if row == 0 else None
                axes.barh(
                    row, width, left=left, color=colour, hatch=hatch, ec="white", lw=0, label=named
                )
        names = [f"{plain(name, 24)}  (n = {len(found)})" for name, found in groups.items()]
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.set_xlabel("share of the requests")
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return Picture(figure)


def price_runs(price_cuts: "pd.DataFrame") -> Picture:
    """Each price cut by call and turn: a filled triangle came too early, a ring was earned."""
    calls = list(dict.fromkeys(price_cuts["call_id"]))
    shown = calls[:MOST]
    title = f"Price cuts{_left_out(calls, ' calls')}"
    with drawing(title, height=1.3 + 0.26 * max(2, len(shown))) as (figure, axes):
        if not shown:
            nothing(axes, "no price cuts")
            return Picture(figure)
        for premature, shape, fill, name in (
            (True, "v", "#b02a1f", "too early"),
            (False, "o", "white", "earned"),
        ):
            own = price_cuts[
                (price_cuts["premature"] == premature) & price_cuts["call_id"].isin(shown)
            ]
            edge = "#b02a1f" if premature else "#0b5394"
            places = [shown.index(call) for call in own["call_id"]]
            axes.plot(
                own["turn"].to_numpy(float), places, shape, mfc=fill, mec=edge, ms=7, label=name
            )
        axes.set_yticks(range(len(shown)), [plain(call, 30) for call in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlabel("turn of the call")
        axes.grid(axis="y", color="#eeece7")
        figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return Picture(figure)


def promise_ledger(commitments: "pd.DataFrame", calls: "pd.DataFrame") -> Picture:
    """Who said they would do what: from the day of the call to the day it is due.

    ``calls`` gives the days; commitments of calls without a day are left out. A cross stands on
    the day of the call where none was named by when.
    """
    days = dict(zip(calls["call_id"], calls["date"], strict=True))
    rows = [(_day(days.get(row["call_id"])), row) for row in commitments.to_dict("records")]
    dated: list[tuple[float, dict[Any, Any]]] = sorted(
        ((day, row) for day, row in rows if day is not None), key=lambda item: item[0]
    )
    shown = dated[:MOST]
    title = f"Promises, from the day said to the day due{_left_out(dated)}"
    with drawing(title, height=1.4 + 0.26 * max(2, len(shown))) as (figure, axes):
        if not shown:
            nothing(axes, "no promises in calls with a date")
            return Picture(figure)
        for place, (said, row) in enumerate(shown):
            colour, due = ROLES.get(row["by"], MUTED), _day(row["due"])
            if due is None:
                axes.plot(said, place, "x", color=colour)
            else:
                axes.plot([said, due], [place, place], "-", color=colour, lw=2)
                axes.plot(due, place, "o" if row["by"] == "rep" else "D", color=colour, ms=6)
        names = [f"{ROLE_WORDS.get(r['by'], r['by'])}: {plain(r['what'], 46)}" for _, r in shown]
        axes.set_yticks(range(len(shown)), names, color=INK)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        for colour, shape, word in (
            (ROLES["rep"], "o", "the rep, due"),
            (ROLES["customer"], "D", "the customer, due"),
            (MUTED, "x", "said, no day named"),
        ):
            axes.plot([], [], shape, color=colour, ms=6, label=word)
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
        days_below(axes)
    return Picture(figure)


def _share(found: "pd.DataFrame", responses: list[str]) -> float:
    return float(found["response"].isin(responses).mean()) if len(found) else 0.0


def _left_out(found: list[Any], what: str = "") -> str:
    return f" (the first {MOST} of {len(found)}{what})" if len(found) > MOST else ""


def _day(text: object) -> float | None:
    from datetime import date

    try:
        return float(date2num(date.fromisoformat(str(text)[:10])))
    except ValueError:
        return None
