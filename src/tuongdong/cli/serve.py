"""`tuongdong serve`."""

import ipaddress
import os
import socket
import sys

import click

from tuongdong.cli.speech import common, t
from tuongdong.errors import TuongdongError


@click.command(help=t("Mở thư viện của cơ quan trong trình duyệt.", "Open the office's library in a browser."))
@click.option("--host", default="127.0.0.1", show_default=True, help=t("Địa chỉ lắng nghe", "Address to listen on"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=t("Cổng", "Port"))
@common("text")
def command(host: str, port: int) -> None:
    from tuongdong.web import office

    free(host, port)
    _admit(host)
    office.prepare()
    first_account()
    named = os.environ.get("TUONGDONG_HOSTS", "").split(",")[0] or "127.0.0.1"
    shown = f"http://{named if _everywhere(host) else host}:{port}"
    click.echo(t(f"Mở {shown} trong trình duyệt. Dừng: Ctrl+C.", f"Open {shown}. Stop: Ctrl+C."))
    office.serve(host, port)


def free(host: str, port: int) -> None:
    """TuongdongError when the address cannot be listened on: another program has the port, or the machine no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        if sys.platform != "win32":  # there it would let two programs share a port; elsewhere a port just left is free
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise TuongdongError("port_taken", host=host, port=port, other=port + 1) from error


def _admit(host: str) -> None:
    """The office answers to the address that it was told to listen on; of "everywhere" it must be told by what names."""
    if _everywhere(host):
        if not os.environ.get("TUONGDONG_HOSTS"):
            click.echo(
                t(
                    "Máy khác chưa vào được: hãy đặt TUONGDONG_HOSTS là tên hay địa chỉ IP của máy này mà người dùng gõ vào trình"
                    " duyệt, ví dụ TUONGDONG_HOSTS=192.168.1.5, rồi chạy lại.",
                    "Other machines are not let in yet: set TUONGDONG_HOSTS to the name or IP address of this machine that people"
                    " type, such as TUONGDONG_HOSTS=192.168.1.5, and start again.",
                ),
                err=True,
            )
        return
    told = filter(None, os.environ.get("TUONGDONG_HOSTS", "").split(","))
    os.environ["TUONGDONG_HOSTS"] = ",".join(dict.fromkeys([*told, f"[{host}]" if ":" in host else host]))


def _everywhere(host: str) -> bool:
    """0.0.0.0, ::"""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def first_account() -> None:
    """Asks for the first account where somebody is there to answer, tells the command else."""
    from tuongdong.web.people.models import Account

    if Account.objects.exists():
        return
    if not sys.stdin.isatty():
        click.echo(
            t(
                "Chưa có tài khoản nào. Tạo bằng: tuongdong user add EMAIL --admin",
                "There is no account yet. Make one with: tuongdong user add EMAIL --admin",
            ),
            err=True,
        )
        return
    from tuongdong.web.people.accounts import make_account

    click.echo(t("Lần chạy đầu: tạo tài khoản quản trị.", "First start: make the administrator's account."))
    make_account(
        click.prompt(t("Thư điện tử", "Mail address")),
        name=click.prompt(t("Họ và tên", "Name")),
        agency=click.prompt(t("Cơ quan", "Agency")),
        roles=("administrator", "coordinator"),
        password=click.prompt(t("Mật khẩu", "Password"), hide_input=True, confirmation_prompt=True),
        admin=True,
    )
