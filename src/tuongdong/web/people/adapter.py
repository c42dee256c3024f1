"""What allauth asks of us: nobody signs up; an office account from outside must be one that an administrator made."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

__all__ = ["OfficeAdapter", "OfficeSocialAdapter"]


class OfficeAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class OfficeSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """OpenID Connect signs in accounts that exist, by their verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def is_email_verified(self, provider: Any, email: str) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Only with an address that the office's own server has verified."""
        return any(one.verified and one.email.lower() == email.lower() for one in login.email_addresses)
