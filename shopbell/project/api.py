"""The REST API under /api/v1/. The apps keep their views private, so routers are mounted by dotted name."""

from __future__ import annotations

from ninja.openapi.docs import Swagger

from shopbell.core.api import Api, Bearer, token_finder
from shopbell.staff.actions.tokens import access_by

APPS = ("tickets", "customers", "staff", "channels", "shops")
ABOUT = """
A program acts as the agent who made its token: it may do what they may do, sees what they see, and only what
the token's scopes include. Lists are read page by page with `cursor`. A POST with an `Idempotency-Key` is done once.
Refusals are problems (RFC 9457) with a sentence in `detail`.
"""

token_finder(access_by)
api = Api(
    title="Shopbell API",
    version="1",
    description=ABOUT.strip(),
    urls_namespace="api",
    auth=Bearer(),
    # Without this, the page asks a server of the Swagger project to check our description.
    docs=Swagger(settings={"validatorUrl": None}),
)
for _app in APPS:
    api.add_router("", f"shopbell.{_app}.views.api.router")
