"""Accounts made from the command line and for the example."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tuongdong.errors import TuongdongError
from tuongdong.web.people.models import Account, Agency, Locality, Membership

__all__ = ["make_account"]


def make_account(
    email: str, *, name: str, agency: str, roles: Sequence[str], password: str, admin: bool, locality: str = ""
) -> Account:
    """The account, with its roles in the agency, which is made when there is none of that name."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise TuongdongError("email_wrong", email=email) from error
    if Account.objects.filter(email__iexact=email).exists():
        raise TuongdongError("account_exists", email=email)
    with transaction.atomic():
        account = Account.objects.create_user(email, password, name=name, is_superuser=admin)
        if agency:
            place = Locality.objects.filter(name=locality).first() if locality else None
            if locality and place is None:
                place = Locality.objects.create(name=locality)
            home = Agency.objects.filter(name=agency, locality=place).first() or Agency.objects.create(
                name=agency, locality=place
            )
            for role in roles or ("specialist",):
                Membership.objects.create(account=account, agency=home, role=role)
    return account
