"""Over several calls: what became of promises, which statements contradict, and where it tends.

``past_call.py`` reads a call from its report; ``outcomes.py``, ``matter.py`` and ``ledger.py``
settle promises; ``claims.py`` and ``contradictions.py`` hold statements against each other;
``views.py`` gathers by account and by rep; ``history.py`` is the result and its JSON form.
"""

from analyser.history.history import History, history_of
from analyser.history.inputs import analyse_history

__all__ = ["History", "analyse_history", "history_of"]
