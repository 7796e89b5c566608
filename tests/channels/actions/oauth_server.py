"""A sign-in service on this machine: codes with PKCE (RFC 7636) and refresh tokens that rotate."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "shopbell", "its own secret"


@dataclass
class SignInService:
    """What was asked for and given out. `lasting` decides whether refresh tokens are given."""

    url: str = ""
    lasting: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh_tokens: set[str] = field(default_factory=set)
    access_tokens: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def agree(self, url: str) -> str:
        """A person agrees on the page at `url`; gives the address they are sent back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        if query["client_id"] != CLIENT or query["response_type"] != "code":
            raise ValueError(query)
        if query["code_challenge_method"] != "S256":
            raise ValueError("this service takes S256 alone")
        code = secrets.token_urlsafe(12)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint."""
        self.asked.append(form)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") == "authorization_code":
            begun = self.codes.pop(form.get("code", ""), None)  # a code is good once
            proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
            if not begun or begun["redirect_uri"] != form.get("redirect_uri") or begun["code_challenge"] != challenge:
                return 400, {"error": "invalid_grant"}
        elif form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") not in self.refresh_tokens:
                return 400, {"error": "invalid_grant"}
            self.refresh_tokens.remove(form["refresh_token"])
        else:
            return 400, {"error": "unsupported_grant_type"}
        self.access_tokens.append(secrets.token_urlsafe(12))
        answer: dict[str, Any] = {"access_token": self.access_tokens[-1], "token_type": "Bearer", "expires_in": 3600}
        if self.lasting:
            answer["refresh_token"] = secrets.token_urlsafe(12)
            self.refresh_tokens.add(answer["refresh_token"])
        return 200, answer


@contextmanager
def signing_in() -> Iterator[SignInService]:
    """The service, for the length of a test."""
    service = SignInService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            status, answer = service.token(form) if self.path == "/token" else (404, {})
            payload = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def do_GET(self) -> None:
            """The page for the person, who agrees at once."""
            self.send_response(302)
            self.send_header("Location", service.agree(self.path))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
