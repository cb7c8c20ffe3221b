"""What the pages' forms send: by whom, and checked as the API checks it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Form
from pydantic import BaseModel, ValidationError

from analyser.errors import AnalyserError
from api.access import Scope, Who
from api.deps import allowed
from api.errors import BadParameter, Problem, problem_of
from api.sign_in import check_token

M = TypeVar("M", bound=BaseModel)
FIELDS: Final = {"scopes": "it may", "events": "tell it when"}
"""What the pages call fields that the API names otherwise."""
PLAIN: Final = {
    "too_short": "expected at least {min_length}, found {actual_length}",
    "missing": "expected something, found nothing",
}
"""What is wrong, in plainer words than the checks have."""
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


ReviewerSends = Annotated[Who, Depends(sender(Scope.REVIEWS_WRITE))]
AdminSends = Annotated[Who, Depends(sender(Scope.ADMIN, all_reps=True))]


def stated(model: type[M], **fields: Any) -> M:
    """Fields as the API takes them; those that were left empty count as not there.

    Raises BadParameter, which names the field and does not repeat what stood in it.
    """
    given = {name: value for name, value in fields.items() if value != ""}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"][:1]) or "form"
        known = PLAIN.get(first["type"], "").format_map(first.get("ctx", {}))
        said = known or f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        raise BadParameter(f"{FIELDS.get(name, name)}: {said}") from error


def refusal(error: AnalyserError) -> Problem:
    """Why a form was refused, as its page says it."""
    problem = problem_of(error)
    is_form = isinstance(error, BadParameter)
    return replace(problem, title="That was not kept") if is_form else problem
