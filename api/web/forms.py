"""What the pages' forms send: by whom, and checked as the API checks it."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Form
from pydantic import BaseModel, ValidationError

from api.access import Scope, Who
from api.deps import allowed
from api.errors import BadParameter
from api.sign_in import check_token

M = TypeVar("M", bound=BaseModel)
Line = Annotated[str, Form(max_length=2000)]
"""A field of a form; empty where nothing was filled in."""


def sender(scope: Scope, *, all_reps: bool = False) -> Callable[..., Who]:
    """A dependency: who sent a form of ours, if they may. It raises Forbidden, ForeignSite."""

    def check(
        who: Annotated[Who, Depends(allowed(scope, all_reps=all_reps))],
        csrf: Annotated[str, Form()] = "",
    ) -> Who:
        check_token(who, csrf)
        return who

    return check


def stated(model: type[M], **fields: Any) -> M:
    """Fields as the API takes them; those that were left empty count as not there.

    Raises BadParameter, which names the field and does not repeat what stood in it.
    """
    given = {name: value for name, value in fields.items() if value != ""}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = ".".join(str(part) for part in first["loc"][:1]) or "form"
        raise BadParameter(f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]}") from error
