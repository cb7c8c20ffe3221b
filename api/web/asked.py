"""What a form asks for, as browsers send it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, model_validator


class Asked(BaseModel):
    """Fields of a form in the address. One that was left empty counts as not there."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, stated: Any) -> Any:
        if not isinstance(stated, Mapping):
            return stated
        return {name: value for name, value in stated.items() if value != ""}

    def query(self, **changes: Any) -> str:
        """The fields as an address has them, with some changed; None takes one out."""
        fields = {**self.model_dump(mode="json", exclude_defaults=True), **changes}
        return urlencode({name: value for name, value in fields.items() if value is not None})
