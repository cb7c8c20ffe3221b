"""No parameter of an address is passed over: a filter that is mistyped would mean all calls."""

from collections.abc import Iterator
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.errors import MOST_CHARS, BadParameter


async def only_known(request: Request) -> None:
    """Nothing, where a route that takes parameters knows each one of the address.

    Raises BadParameter.
    """
    if not request.query_params:
        return
    known = parameters(request.scope["route"])
    unknown = next((name for name in request.query_params if name not in known), None)
    if known and unknown is not None:
        shown = "".join(c for c in unknown[:MOST_CHARS] if c.isprintable())
        expected = ", ".join(sorted(known))
        raise BadParameter(f"query.{shown}: expected one of {expected}, found another name")


def parameters(route: APIRoute) -> frozenset[str]:
    """The names of the parameters that a route takes from the address."""
    return frozenset(_of(route.dependant))


def _of(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        kind: Any = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (part.alias or name for name, part in kind.model_fields.items())
        else:
            yield field.alias
    for one in dependant.dependencies:
        yield from _of(one)
