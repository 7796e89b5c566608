"""Passkeys in a real browser, with Chromium's own virtual authenticator."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.actions.sign_in_rules import set_rules
from shopbell.staff.models import Agent
from tests.conftest import PASSWORD
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


class NamedHouse(House):
    """At a name: a passkey belongs to one, never to a number."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    house = NamedHouse()
    try:
        house.start_web()
        yield house
    finally:
        house.stop()


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """A window whose device has a fingerprint reader that always says yes."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


@pytest.fixture
def sign_in(page: Page, house: House) -> Callable[[Agent], None]:
    def write_password(agent: Agent) -> None:
        page.goto(f"{house.url}/accounts/login/")
        page.fill("input[name=login]", agent.email)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login/" not in url)

    return write_password


def _confirm(page: Page) -> None:
    """What changes how one signs in asks for the password once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def _sign_out(page: Page, house: House) -> None:
    page.goto(f"{house.url}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def test_who_must_is_led_to_a_passkey_and_then_signs_in_with_it_alone(
    page: Page, house: House, sign_in: Callable[[Agent], None], shop: Shop, owner: Agent
) -> None:
    set_rules(second_step_roles=["owner"], second_step_days=0, by=owner.actor)
    sign_in(owner)
    page.goto(f"{house.url}/desk/")
    expect(page.get_by_role("heading", name="Secure your account")).to_be_visible()
    page.get_by_role("link", name="Make a passkey").click()
    _confirm(page)
    page.get_by_label("What you call it").fill("Laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    made = Authenticator.objects.get(type="webauthn")
    assert (made.user_id, made.data["name"]) == (owner.pk, "Laptop")
    page.goto(f"{house.url}/desk/")
    expect(page).to_have_url(f"{house.url}/desk/")

    _sign_out(page, house)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")
    ways = Event.objects.filter(name="agent.signed_in").order_by("pk").values_list("data__way", flat=True)
    assert list(ways) == ["password", "passkey"]
    assert Event.objects.filter(name="agent.second_step_changed", data__kind="webauthn").count() == 1


def test_a_passkey_is_the_second_step_after_the_password(
    page: Page, house: House, sign_in: Callable[[Agent], None], shop: Shop, alice: Agent
) -> None:
    sign_in(alice)
    page.goto(f"{house.url}/accounts/2fa/webauthn/add/")
    _confirm(page)
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    _sign_out(page, house)
    sign_in(alice)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")


def test_another_device_opens_nothing(
    page: Page, house: House, sign_in: Callable[[Agent], None], shop: Shop, alice: Agent
) -> None:
    sign_in(alice)
    page.goto(f"{house.url}/accounts/2fa/webauthn/add/")
    _confirm(page)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    Authenticator.objects.filter(type="webauthn").update(user=Agent.objects.create_user("z@x.example", name="Z"))
    _sign_out(page, house)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This passkey did not fit.")).to_be_visible()
    assert Event.objects.filter(name="agent.signed_in").count() == 1
