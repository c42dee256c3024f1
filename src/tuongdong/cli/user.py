"""`tuongdong user add | list | password`."""

import os
import secrets
from collections.abc import Sequence
from typing import Any

import click

from tuongdong.cli.speech import common, print_json, t
from tuongdong.errors import TuongdongError

ROLES = ("viewer", "specialist", "coordinator", "clerk", "leader", "administrator")


@click.group(help=t("Tài khoản của cơ quan.", "The office's accounts."))
def command() -> None:
    from tuongdong.web import office

    office.prepare()


@command.command(
    help=t(
        "Tạo tài khoản EMAIL. Mật khẩu lấy từ TUONGDONG_PASSWORD, hoặc được tạo và in ra.",
        "Make the account EMAIL. Its password is TUONGDONG_PASSWORD, or made and printed.",
    )
)
@click.argument("email")
@click.option("--name", default="", help=t("Họ và tên", "Name"))
@click.option("--agency", default="", help=t("Cơ quan (tạo nếu chưa có)", "Agency (made when new)"))
@click.option("--locality", default="", help=t("Địa phương của cơ quan", "The agency's locality"))
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help=t("Vai trò", "Role"))
@click.option("--admin", is_flag=True, help=t("Quản trị hệ thống", "Administrator of the whole system"))
@common("text", "json")
def add(email: str, name: str, agency: str, locality: str, roles: Sequence[str], admin: bool, form: str) -> None:
    password = os.environ.get("TUONGDONG_PASSWORD") or secrets.token_urlsafe(12)
    from tuongdong.web.people.accounts import make_account

    account = make_account(
        email, name=name, agency=agency, locality=locality, roles=roles, password=password, admin=admin
    )
    if form == "json":
        print_json({"email": account.email, "id": account.pk})
    else:
        click.echo(t(f"Đã tạo tài khoản {account.email}.", f"Made the account {account.email}."))
    if "TUONGDONG_PASSWORD" not in os.environ:
        click.echo(t(f"Mật khẩu: {password}", f"Password: {password}"), err=True)


@command.command("list", help=t("Liệt kê tài khoản và vai trò.", "List accounts and roles."))
@common("text", "json")
def listing(form: str) -> None:
    from tuongdong.web.people.models import Account

    rows: list[dict[str, Any]] = [
        {
            "email": one.email,
            "name": one.name,
            "active": one.is_active,
            "admin": one.is_superuser,
            "roles": [{"agency": str(m.agency), "role": m.role} for m in one.memberships.select_related("agency")],
        }
        for one in Account.objects.all()
    ]
    if form == "json":
        print_json({"accounts": rows})
        return
    if not rows:
        click.echo(
            t(
                "Chưa có tài khoản nào. Tạo bằng: tuongdong user add EMAIL --admin",
                "There is no account yet. Make one with: tuongdong user add EMAIL --admin",
            ),
            err=True,
        )
    for row in rows:
        click.echo(f"{row['email']}  {row['name']}  " + "; ".join(f"{m['role']} {m['agency']}" for m in row["roles"]))


@command.command(help=t("Đặt lại mật khẩu của EMAIL.", "Set a new password for EMAIL."))
@click.argument("email")
@common("text")
def password(email: str) -> None:
    from tuongdong.web.people.models import Account

    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise TuongdongError("account_unknown", email=email)
    new = os.environ.get("TUONGDONG_PASSWORD") or click.prompt(
        t("Mật khẩu mới", "New password"), hide_input=True, confirmation_prompt=True
    )
    account.set_password(new)
    account.save()
    click.echo(t("Đã đặt lại mật khẩu.", "The password was set."))
