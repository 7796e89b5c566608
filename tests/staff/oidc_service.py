"""A small OpenID Connect service on a loopback port: discovery, code with PKCE, signed ID tokens, user info."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "shopbell", "a secret of the service"
KEY = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)


@dataclass
class Service:
    """`person` are the claims about whoever sits before the browser; `asked` are the ways that were called."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def claims(self) -> dict[str, Any]:
        now = int(time.time())
        return {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, "sub": "4711", **self.person}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        code = secrets.token_urlsafe()
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, once, for whoever knows the secret and the verifier."""
        query = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not query or sent.get("client_secret") != SECRET or query.get("code_challenge") != challenge:
            return None
        id_token = jwt.encode({"alg": "RS256", "kid": "one"}, self.claims(), KEY)
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": id_token}


@contextmanager
def running() -> Iterator[Service]:
    """The service, until the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            service.asked.append(path)
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", service.authorize(_single(query)))
                self.end_headers()
            elif path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
                self._say(200, {"sub": "4711", **service.person})
            elif path == "/keys":
                self._say(200, {"keys": [KEY.as_dict(private=False)]})
            elif path == "/.well-known/openid-configuration":
                ways = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
                known = {f"{way}_endpoint": f"{service.url}/{name}" for way, name in ways.items()}
                methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
                self._say(200, {"issuer": service.url, "jwks_uri": f"{service.url}/keys", **known, **methods})
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            sent = _single(self.rfile.read(int(self.headers["Content-Length"])).decode())
            service.asked.append(self.path)
            tokens = service.token(sent)
            self._say(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def _say(self, status: int, data: Any) -> None:
            body = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _single(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query).items()}
