"""The log: one JSON object a line, without content."""

import json
import logging
import traceback
from typing import Any, Final

from api.store.clock import stamp

log = logging.getLogger("trust_analyser")


class JsonLines(logging.Formatter):
    """A record as a line of JSON. Of an error only its kind and its place: its message may quote
    the talk."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": stamp(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            places = traceback.extract_tb(record.exc_info[2])
            line["place"] = f"{places[-1].name}, line {places[-1].lineno}" if places else None
        return json.dumps(line, ensure_ascii=False)


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": JsonLines}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {
        name: {"handlers": ["lines"], "level": level, "propagate": False}
        for name, level in (("trust_analyser", "INFO"), ("uvicorn", "INFO"), ("huey", "WARNING"))
    },
}
"""For logging.config and uvicorn. uvicorn's own access log names whole addresses: it stays off."""
