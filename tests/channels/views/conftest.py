"""A browser that shows the widget, and a form account."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop
from shopbell.staff.models import Team


class Browser:
    """Speaks the widget's protocol as `widget.js` does."""

    def __init__(self, account: ChannelAccount) -> None:
        self.client = Client()
        self.account = account
        self.token = ""

    def address(self, path: str) -> str:
        return f"/s/{self.account.shop.slug}/chat/{self.account.public_id}/{path}"

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(self.address(path), query, headers=self.headers)

    def post(self, path: str, content: Any = None, **query: str) -> Any:
        body = content if isinstance(content, bytes | str) else json.dumps(content or {})
        return self.client.post(
            self.address(path), body, content_type="application/json", query_params=query, headers=self.headers
        )

    @property
    def headers(self) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept": "application/json", **bearer}

    def start(self, **content: Any) -> dict[str, Any]:
        answer: HttpResponse = self.post("start/", {"token": self.token, **content})
        assert answer.status_code == 200, answer.content
        started: dict[str, Any] = json.loads(answer.content)
        self.token = started["token"]
        return started

    def say(self, text: str = "Does M shrink?", **content: Any) -> Any:
        return self.post("messages/", {"client_uuid": str(uuid4()), "text": text, **content})


@pytest.fixture
def browser(widget: ChannelAccount) -> Browser:
    """A visitor's browser that has begun."""
    browser = Browser(widget)
    browser.start()
    return browser


@pytest.fixture
def other_browser(widget: ChannelAccount) -> Browser:
    browser = Browser(widget)
    browser.start()
    return browser


@pytest.fixture
def form(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")
