"""Dovecot and Exim from Debian's packages: on loopback, as an ordinary user, with a configuration of their own."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "quite secret"
GOOD_TOKEN = "ya29.good"
SHOP, CUSTOMER = "hello@alderandflax.example", "mia@post.example"
DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin") or ""
EXIM = shutil.which("exim4", path="/usr/sbin:/usr/bin") or ""


def missing() -> str:
    """Why the servers cannot be started here; empty when they can."""
    if not DOVECOT or not Path("/usr/lib/dovecot/lmtp").exists() or not Path("/usr/lib/dovecot/pop3").exists():
        return "Dovecot is not installed: apt-get install dovecot-imapd dovecot-pop3d dovecot-lmtpd"
    return "" if EXIM else "Exim is not installed: apt-get install exim4-daemon-light"


@dataclass
class Servers:
    """Two mail servers: addresses of both shops and customers live on them."""

    folder: Path
    user: str
    group: str
    imap: int
    pop3: int
    lmtp: int
    smtp: int
    imaps: int
    pop3s: int
    smtps: int
    introspection: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_dovecot(self) -> None:
        self._run([DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")], "dovecot", self.imap)

    def stop_dovecot(self) -> None:
        self._stop("dovecot")

    def start_exim(self) -> None:
        command = [EXIM, "-C", str(self.folder / "exim.conf"), "-bdf", "-q1m"]
        self._run(command, "exim", self.smtp)

    def stop(self) -> None:
        self._stop("exim")
        self._stop("dovecot")

    def settings(self, **more: object) -> dict[str, object]:
        """The settings of a mailbox account for the shop's address."""
        return {
            "receive": "imap",
            "host": "127.0.0.1",
            "port": self.imap,
            "security": "none",
            "username": SHOP,
            "password": PASSWORD,
            "smtp_host": "127.0.0.1",
            "smtp_port": self.smtp,
            "smtp_security": "none",
            "inbox": "INBOX",
            **more,
        }

    @property
    def certificate(self) -> Path:
        """The servers' own certificate, for 127.0.0.1 and signed by nobody else."""
        return self.folder / "certificate.pem"

    def secure(self, security: str, receive: str = "imap", **more: object) -> dict[str, object]:
        """The settings of the same account over TLS: from the first byte, or by STARTTLS."""
        is_first = security == "tls"
        ports = {"imap": (self.imap, self.imaps), "pop3": (self.pop3, self.pop3s)}
        return self.settings(
            receive=receive,
            security=security,
            port=ports[receive][is_first],
            smtp_security=security,
            smtp_port=self.smtps if is_first else self.smtp,
            **more,
        )

    def _run(self, command: list[str], name: str, port: int) -> None:
        as_user = {"user": self.user, "group": self.group, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / f"{name}.out").open("ab") as log:
            process = subprocess.Popen(  # type: ignore[call-overload]
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **as_user
            )
        process.name = name
        self.processes.append(process)
        wait_for(lambda: _answers(port), f"{name} does not start: see {self.folder}")

    def _stop(self, name: str) -> None:
        for process in [p for p in self.processes if p.name == name]:  # type: ignore[attr-defined]
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
            self.processes.remove(process)


@contextmanager
def running(folder: Path) -> Iterator[Servers]:
    """Both servers, started and at the end stopped."""
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    entry = pwd.getpwnam(user)
    group = "nogroup" if os.geteuid() == 0 else _group_of(entry.pw_gid)
    with _introspection() as port:
        servers = Servers(folder, user, group, *_free_ports(7), introspection=port)
        for name in ("run", "state", "spool", "exim"):
            (folder / name).mkdir()
        _certify(servers)
        (folder / "dovecot.conf").write_text(_dovecot(servers))
        (folder / "oauth2.conf").write_text(_oauth2(servers))
        users = "".join(f"{address}:{{PLAIN}}{PASSWORD}\n" for address in (SHOP, CUSTOMER, "care@other.example"))
        (folder / "users").write_text(users)
        (folder / "exim.conf").write_text(_exim(servers))
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, entry.pw_uid, entry.pw_gid)
        (folder / "exim.conf").chmod(0o644)
        try:
            servers.start_dovecot()
            servers.start_exim()
            yield servers
        finally:
            servers.stop()


def wait_for(condition: object, complaint: str = "it did not happen in time", seconds: float = 20.0) -> object:
    """Ask until the answer is true; it is given back."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():  # type: ignore[operator]
            return found
        time.sleep(0.05)
    raise AssertionError(complaint)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.settimeout(2)
            return bool(connection.recv(1))
    except OSError:
        return False


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [sock.getsockname()[1] for sock in sockets]
    for sock in sockets:
        sock.close()
    return ports


def _group_of(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


@contextmanager
def _introspection() -> Iterator[int]:
    """Tells Dovecot whether a token is good."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
            good = sent.get("token") == [GOOD_TOKEN]
            body = json.dumps({"active": good, "email": SHOP} if good else {"active": False}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _certify(s: Servers) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mail of the tests")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(days=1), now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    s.certificate.write_bytes(made.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (s.folder / "key.pem").write_bytes(secret)


def _dovecot(s: Servers) -> str:
    return f"""
base_dir = {s.folder}/run
state_dir = {s.folder}/state
log_path = {s.folder}/dovecot.log
protocols = imap pop3 lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{s.certificate}
ssl_key = <{s.folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
mail_location = maildir:{s.folder}/spool/%u
default_internal_user = {s.user}
default_internal_group = {s.group}
default_login_user = {s.user}
mail_uid = {s.user}
mail_gid = {s.group}
first_valid_uid = 1
recipient_delimiter = +
lmtp_hdr_delivery_address = original
postmaster_address = postmaster@alderandflax.example
auth_failure_delay = 0
imap_idle_notify_interval = 2 mins
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {s.folder}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {s.folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={s.user} gid={s.group} home={s.folder}/spool/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {s.imap}
  }}
  inet_listener imaps {{
    port = {s.imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {s.pop3}
  }}
  inet_listener pop3s {{
    port = {s.pop3s}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {s.lmtp}
  }}
}}
protocol imap {{
  mail_max_userip_connections = 50
}}
"""


def _oauth2(s: Servers) -> str:
    return f"""
introspection_mode = post
introspection_url = http://127.0.0.1:{s.introspection}/introspect
username_attribute = email
active_attribute = active
active_value = true
"""


def _exim(s: Servers) -> str:
    return f"""
primary_hostname = mail.alderandflax.example
exim_user = {s.user}
exim_group = {s.group}
spool_directory = {s.folder}/exim
log_file_path = {s.folder}/exim/log-%slog
daemon_smtp_ports = {s.smtp} : {s.smtps}
tls_on_connect_ports = {s.smtps}
tls_certificate = {s.certificate}
tls_privatekey = {s.folder}/key.pem
tls_advertise_hosts = *
local_interfaces = 127.0.0.1
deliver_drop_privilege = true
never_users =
keep_environment =
pid_file_path = {s.folder}/exim.pid
disable_ipv6 = true
smtp_accept_max_per_connection = 0
rfc1413_query_timeout = 0s
domainlist local_domains = alderandflax.example : post.example : other.example
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  accept domains = +local_domains
         local_parts = \\N^(hello|mia|care)(\\+.*)?$\\N
  accept domains = nowhere.example
  deny message = 550 5.1.1 no such user
data:
  accept
begin routers
unrouteable:
  driver = redirect
  domains = nowhere.example
  allow_fail
  data = :fail: 550 5.1.1 no such user here
here:
  driver = accept
  domains = +local_domains
  local_part_suffix = +*
  local_part_suffix_optional
  transport = mailbox
begin transports
mailbox:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = {s.lmtp}
  hosts_override
  allow_localhost
  rcpt_include_affixes
  hosts_avoid_tls = *
begin retry
* * F,2h,1s
begin rewrite
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{SHOP}}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""
