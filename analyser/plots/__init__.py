"""Pictures of calls and teams, in the colours of the page; they need no network.

Each function gives a ``Picture``, which notebooks show and ``save`` writes as SVG or PNG. Colours
can be told apart by the colour-blind, and no colour stands alone: shapes or words go with it.
"""

from analyser.plots.calls import call_timeline, signal_bars
from analyser.plots.episodes import price_runs, promise_ledger, request_outcomes
from analyser.plots.picture import Picture
from analyser.plots.quality import calibration, label_quality
from analyser.plots.reading_table import reading_table
from analyser.plots.teams import team_heat_map, trend

__all__ = [
    "Picture",
    "calibration",
    "call_timeline",
    "label_quality",
    "price_runs",
    "promise_ledger",
    "reading_table",
    "request_outcomes",
    "signal_bars",
    "team_heat_map",
    "trend",
]
