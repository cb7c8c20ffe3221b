"""Where calls and their reports are kept."""

from api.store.calls import CallPage, CallStore, CallSummary, KeptCall
from api.store.sql import SqlCallStore

__all__ = ["CallPage", "CallStore", "CallSummary", "KeptCall", "SqlCallStore"]
