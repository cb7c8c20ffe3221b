"""The pages that people use, one a file: each reads the store and fills a template."""

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """The pages' routers, in the order in which addresses are tried."""
    from api.web import (
        account,
        agreement,
        call,
        calls,
        collections,
        people,
        promises,
        review,
        settings,
        setup,
        suggestions,
        upload,
    )

    ones = (
        calls,
        review,
        agreement,
        people,
        promises,
        collections,
        upload,
        setup,
        suggestions,
        account,
        call,
    )
    return [*(one.router for one in ones), *settings.routers()]
