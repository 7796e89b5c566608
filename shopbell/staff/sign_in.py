"""How staff sign in: allauth's flows, with our rule that nobody makes an account for themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Agents are invited; the sign-up page stays shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
