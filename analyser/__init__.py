"""Find the moments in sales calls where trust was won or lost.

>>> import analyser
>>> call = {"turns": [{"speaker": "Ann", "role": "rep", "text": "Why is March important to you?"}]}
>>> analyser.analyse(call).to_dict()["turns"][0]["role"]
'rep'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analyser.errors import AnalyserError

if TYPE_CHECKING:
    from analyser.analysis import analyse, analyse_many
    from analyser.batch.frames import analyse_frame
    from analyser.batch.tables import CallTables
    from analyser.client import Client
    from analyser.conversation import Conversation, Participant, Role, Turn
    from analyser.history import History, analyse_history
    from analyser.pipeline import analyse_call
    from analyser.profile import Profile
    from analyser.profile_file import load_profile
    from analyser.report import CallReport
    from analyser.settings import Settings

_HOMES = {
    "analyse": "analyser.analysis",
    "analyse_call": "analyser.pipeline",
    "analyse_frame": "analyser.batch.frames",
    "analyse_history": "analyser.history",
    "analyse_many": "analyser.analysis",
    "CallReport": "analyser.report",
    "CallTables": "analyser.batch.tables",
    "Client": "analyser.client",
    "Conversation": "analyser.conversation",
    "History": "analyser.history",
    "load_profile": "analyser.profile_file",
    "Participant": "analyser.conversation",
    "Profile": "analyser.profile",
    "Role": "analyser.conversation",
    "Settings": "analyser.settings",
    "Turn": "analyser.conversation",
}

__all__ = [
    "AnalyserError",
    "CallReport",
    "CallTables",
    "Client",
    "Conversation",
    "History",
    "Participant",
    "Profile",
    "Role",
    "Settings",
    "Turn",
    "analyse",
    "analyse_call",
    "analyse_frame",
    "analyse_history",
    "analyse_many",
    "load_profile",
]


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that ``import analyser`` stays instant."""
    if name == "plots":
        return import_module("analyser.plots")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'analyser' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
