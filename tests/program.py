"""A program that speaks to the API as an agent."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent
from shopbell.staff.scopes import ALL

BASE = "/api/v1"


class Program:
    """Requests with a token of this agent's, for these scopes or all; answers are Django's, with `.json()`."""

    def __init__(self, agent: Agent, *scopes: str) -> None:
        self.agent = agent
        self.token, self.secret = tokens.make(agent, name="Test", by=agent.actor, scopes=scopes or ALL)
        self.client = Client(raise_request_exception=True)

    def get(self, path: str, query: dict[str, Any] | None = None) -> Any:
        return self.client.get(BASE + path, query or {}, headers=self.headers())

    def upload(self, path: str, *, key: str = "", **files: Any) -> Any:
        return self.client.post(BASE + path, files, headers=self.headers(key))

    def post(self, path: str, data: Any = None, *, key: str = "") -> Any:
        return self.ask("post", path, data, key=key)

    def put(self, path: str, data: Any = None) -> Any:
        return self.ask("put", path, data)

    def delete(self, path: str) -> Any:
        return self.ask("delete", path)

    def patch(self, path: str, data: Any = None) -> Any:
        return self.ask("patch", path, data)

    def ask(self, method: str, path: str, data: Any = None, *, key: str = "") -> Any:
        """Send JSON; without data nothing is sent."""
        body = "" if data is None else json.dumps(data)
        return self.client.generic(
            method.upper(), BASE + path, body, content_type="application/json", headers=self.headers(key)
        )

    def headers(self, key: str = "") -> dict[str, str]:
        """The token, and an `Idempotency-Key` if there is one."""
        sent = {"Authorization": f"Bearer {self.secret}"}
        return {**sent, "Idempotency-Key": key} if key else sent
