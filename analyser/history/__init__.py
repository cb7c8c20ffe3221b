"""Over several calls: what became of promises, which statements contradict, and where it tends.

``past_call.py`` reads a call from its report, with what ``matter.py``, ``outcomes.py`` and
``claims.py`` find in its talk; ``keeping.py`` writes that down; ``ledger.py`` settles promises;
``contradictions.py`` holds statements against each other; ``views.py`` gathers by account and by
rep; ``history.py`` is the result and its JSON form.
"""

from analyser.history.history import History, history_of
from analyser.history.inputs import analyse_history

__all__ = ["History", "analyse_history", "history_of"]
