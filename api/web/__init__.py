"""The pages that people use, one a file: each reads the store and fills a template."""

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """The pages' routers, in the order in which addresses are tried."""
    from api.web import call, calls, people, review, upload

    return [calls.router, review.router, people.router, upload.router, call.router]
