"""How many requests a token has left, said in the headers of every answer."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shopbell.core.api.access import Access
from shopbell.core.throttle import Limit, Spent, TooOften, network_of, spend

PACE = Limit("api", 600, 60)
HEADERS = {
    "RateLimit-Limit": "Requests in a minute",
    "RateLimit-Remaining": "What is left of them",
    "RateLimit-Reset": "Seconds until all of them are there again",
}


def pace(request: HttpRequest, access: Access | None) -> Spent:
    """Count this request for its token; without one, for the network it comes from."""
    return spend(PACE, f"token:{access.name}" if access else network_of(request))


def of_error(error: TooOften) -> Spent:
    """Nothing is left until one may try again."""
    return Spent(error.most, error.most, error.retry_after)


def tell(response: HttpResponseBase, spent: Spent) -> None:
    """Write the headers."""
    values = (spent.most, max(spent.most - spent.times, 0), spent.reset)
    for name, value in zip(HEADERS, values, strict=True):
        response[name] = str(value)
