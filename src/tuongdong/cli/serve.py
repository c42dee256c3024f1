"""`tuongdong serve`."""

import sys

import click

from tuongdong.cli.speech import common, t


@click.command(help=t("Mở thư viện của cơ quan trong trình duyệt.", "Open the office's library in a browser."))
@click.option("--host", default="127.0.0.1", show_default=True, help=t("Địa chỉ lắng nghe", "Address to listen on"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=t("Cổng", "Port"))
@common("text")
def command(host: str, port: int) -> None:
    from tuongdong.web import office

    office.prepare()
    first_account()
    click.echo(
        t(f"Mở http://{host}:{port} trong trình duyệt. Dừng: Ctrl+C.", f"Open http://{host}:{port}. Stop: Ctrl+C.")
    )
    office.serve(host, port)


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
