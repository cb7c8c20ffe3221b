"""Answers that a client need not read again."""

from fastapi.responses import Response


def unless_known(response: Response, known: str | None) -> Response:
    """The response, or 304 where the client's If-None-Match names its ETag.

    >>> answer = Response("{}", headers={"ETag": '"a"'})
    >>> [unless_known(answer, known).status_code for known in (None, '"b", W/"a"', "*", '"b"')]
    [200, 304, 304, 200]
    """
    tag = response.headers["ETag"]
    tags = [one.strip().removeprefix("W/") for one in (known or "").split(",")]
    if tag not in tags and tags != ["*"]:
        return response
    kept = {
        name: response.headers[name] for name in ("ETag", "Location") if name in response.headers
    }
    return Response(status_code=304, headers=kept)
