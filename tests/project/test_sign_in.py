import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from shopbell.project import demo_sign_in
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from tests.conftest import PASSWORD

LOGIN = {"login": "alice@alderandflax.example", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    for cache in caches.all():
        cache.clear()
    caches["default"].clear()
    caches["shared"].clear()


def _code(secret: str) -> str:
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_address_and_password_open_the_desk(client: Client, alice: Agent) -> None:
    response = client.post(reverse("account_login"), {**LOGIN, "login": "ALICE@alderandflax.example"})
    assert response.headers["Location"] == "/desk/"


def test_the_session_ends_with_the_browser_unless_asked(client: Client, alice: Agent) -> None:
    client.post(reverse("account_login"), LOGIN)
    assert client.cookies["shopbell_session"]["max-age"] == ""
    client.logout()
    client.post(reverse("account_login"), {**LOGIN, "remember": "on"})
    assert int(client.cookies["shopbell_session"]["max-age"]) > 86400


def test_a_wrong_password_is_said_in_words_and_the_address_stays(client: Client, alice: Agent) -> None:
    page = client.post(reverse("account_login"), {**LOGIN, "password": "wrong"}).content.decode()
    assert "This address and this password do not fit together." in page
    assert 'value="alice@alderandflax.example"' in page
    unknown = client.post(reverse("account_login"), {"login": "x@post.example", "password": "wrong"}).content.decode()
    assert "This address and this password do not fit together." in unknown


def test_after_some_wrong_passwords_there_is_a_pause(client: Client, alice: Agent) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {**LOGIN, "password": "wrong"})
    page = client.post(reverse("account_login"), LOGIN).content.decode()
    assert "Too many wrong passwords. Wait five minutes and try again, or choose a new password." in page


def test_somebody_switched_off_is_told_so(client: Client, alice: Agent) -> None:
    Agent.objects.update(is_active=False)
    page = client.post(reverse("account_login"), LOGIN, follow=True).content.decode()
    assert "This account is switched off" in page
    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_or_changes_their_address_here(client: Client, alice: Agent) -> None:
    client.force_login(alice)
    for path in ("signup/", "email/", "confirm-email/", "login/code/", "3rdparty/"):
        assert client.get(f"/accounts/{path}").status_code == 404, path


def test_a_reset_answers_the_same_for_everybody(client: Client, alice: Agent, run_jobs: Callable[[], int]) -> None:
    heard = []
    for address in ("alice@alderandflax.example", "nobody@post.example"):
        response = client.post(reverse("account_reset_password"), {"email": address}, follow=True)
        heard.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()))
    assert heard[0] == heard[1]
    run_jobs()
    assert [sent.to for sent in mail.outbox] == [["alice@alderandflax.example"]]


def test_the_mailed_link_ignores_the_host_header(client: Client, alice: Agent, run_jobs: Callable[[], int]) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email}, headers={"Host": "evil.example"})
    run_jobs()
    assert "http://testserver/accounts/password/reset/key/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_the_demo_box_stands_only_in_a_demo(client: Client, shop: Shop, alice: Agent) -> None:
    demo_sign_in.write("alice@alderandflax.example", PASSWORD)
    try:
        assert "This is a demo shop" not in client.get(reverse("account_login")).content.decode()
        Shop.objects.update(is_demo=True)
        page = client.get(reverse("account_login")).content.decode()
        assert "This is a demo shop" in page
        assert f'name="password" value="{PASSWORD}"' in page
    finally:
        (demo_sign_in.data_directory() / demo_sign_in.FILE).unlink()


def test_the_second_step_is_set_up_asked_for_and_kept_secret(client: Client, alice: Agent) -> None:
    client.post(reverse("account_login"), LOGIN)
    asked = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "Is it still you?" in asked
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'id="totp-key" value="([A-Z2-7]+)"', page)
    assert found
    secret = found[1]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "This code does not fit." in wrong
    assert client.post(reverse("mfa_activate_totp"), {"code": _code(secret)}).status_code == 302
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes.count("<li>") == 10

    another = Client()
    response = another.post(reverse("account_login"), LOGIN)
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert another.get(reverse("inbox")).status_code == 302
    recovery = re.findall(r"<li>(\w+)</li>", codes)[0]
    assert another.post(reverse("mfa_authenticate"), {"code": recovery}).headers["Location"] == "/desk/"
    assert another.get(reverse("inbox")).status_code == 200


def test_the_admin_does_not_let_the_second_step_be_skipped(client: Client, owner: Agent) -> None:
    response = client.get("/admin/login/")
    assert response.headers["Location"].startswith(reverse("account_login"))
