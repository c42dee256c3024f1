"""What all commands share in speaking: the language of the run, common options, JSON out."""

import gettext
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from tuongdong import settings
from tuongdong.models import Finding, Severity

__all__ = [
    "LANG",
    "common",
    "in_line",
    "in_vietnamese",
    "print_json",
    "progress",
    "show_findings",
    "show_refused",
    "t",
]

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

V = TypeVar("V")
F = TypeVar("F", bound=Callable[..., Any])


def _chosen(arguments: list[str]) -> str:
    """--lang en, --lang=en: read before click does, as the help itself is in that language."""
    for at, word in enumerate(arguments):
        value = (
            word.partition("=")[2]
            if word.startswith("--lang=")
            else arguments[at + 1]
            if word == "--lang" and at + 1 < len(arguments)
            else ""
        )
        if value in ("vi", "en"):
            return value
    return settings.language()


LANG: Final = _chosen(sys.argv[1:])


if LANG == "vi":  # click's own sentences ("No such option"): gettext asks the environment for the language
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "vi"


def t(vietnamese: str, english: str) -> str:
    """The wording of this run's language."""
    return english if LANG == "en" else vietnamese


def common(*formats: str) -> Callable[[F], F]:
    """The options of every command: --debug, --lang, and --format (json or a person's view) unless it has but one."""

    def add(function: F) -> F:
        options = [
            click.option(
                "--debug",
                is_flag=True,
                expose_value=False,
                help=t("Hiện chi tiết khi có lỗi", "Show details of a fault"),
            ),
            click.option("--lang", type=click.Choice(["vi", "en"]), expose_value=False, help=t("Ngôn ngữ", "Language")),
            click.option(
                "--format",
                "form",
                type=click.Choice(formats or ("text", "json")),
                default=(formats or ("text",))[0],
                show_default=True,
                help=t("Dạng kết quả in ra", "Form of what is printed"),
            ),
        ]
        for option in options if len(formats) != 1 else options[:-1]:
            function = option(function)
        return function

    return add


def print_json(plain: object) -> None:
    """One JSON document on standard output, readable, in UTF-8."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(plain), indent=1).decode() + "\n")


def in_line(name: str) -> str:
    """The name of a file as a terminal may have it, on one line: without signs that steer it."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def show_findings(findings: tuple[Finding, ...], file: str = "") -> None:
    """Findings on standard error, a line each; what several say in the same words once."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
    for severity, words in dict.fromkeys((one.severity, one.say(LANG)) for one in findings):
        head = click.style(SEVERITIES[severity] + ":", fg=colours[severity])
        click.echo(f"{head} {in_line(file) + ': ' if file else ''}{words}", err=True)


def show_refused(refused: Iterable[tuple[str, str]]) -> None:
    """
    Files that could not be used and why, a line each on standard error; a reason that names its file is not headed by it again.
    Of many for one reason, the first with it and the names of the others.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for file, why in refused:
        groups.setdefault(why.replace(file, ""), []).append((file, why))
    for group in groups.values():
        told = group if len(group) <= _FEW_REFUSED else group[:1]
        for file, why in told:
            click.echo(why if file in why else click.style(f"{in_line(file)}: ", fg="yellow") + why, err=True)
        if others := [in_line(file) for file, _ in group[len(told) :]]:
            names = ", ".join(others)
            click.echo(
                t(f"  {len(others)} tệp nữa cùng lý do: {names}", f"  {len(others)} more for this reason: {names}"),
                err=True,
            )


_FEW_REFUSED: Final = 3


SEVERITIES: Final = {
    Severity.ERROR: t("Lỗi", "Error"),
    Severity.WARNING: t("Cảnh báo", "Warning"),
    Severity.INFO: t("Lưu ý", "Note"),
}


def progress(items: Sequence[V], label: str) -> "ProgressBar[V]":
    """The items behind a bar on standard error: none in a pipe, none for two or fewer."""
    hidden = len(items) <= FEW or not sys.stderr.isatty()
    return click.progressbar(items, label=label, file=sys.stderr, hidden=hidden)


FEW: Final = 2
"""So few things are done before a bar is drawn."""


# FILE -> TỆP: how the placeholders of commands are called in Vietnamese help, in usage lines and in sentences.
_PLACEHOLDERS: Final = {
    "FILES": "TỆP",
    "FILE": "TỆP",
    "FOLDER": "THƯ_MỤC",
    "RESOLUTION": "NGHỊ_QUYẾT",
    "NUMBER": "SỐ_KÝ_HIỆU",
    "WORDS": "TỪ_NGỮ",
    "LOCALITY": "ĐỊA_PHƯƠNG",
    "VISIT": "HỒ_SƠ",
    "OUT": "KẾT_QUẢ",
    "EMAIL": "THƯ_ĐIỆN_TỬ",
    "DATE": "NGÀY",
}
_PLACEHOLDER_RE: Final = re.compile(rf"\b(?:{'|'.join(_PLACEHOLDERS)})\b(?!\.json)")


def in_vietnamese(command: click.Command) -> click.Command:
    """The command with its placeholders in Vietnamese, when that is the language of the run."""
    if LANG != "vi":
        return command
    command.options_metavar = "[TÙY CHỌN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH [THAM SỐ]..."
        for one in command.commands.values():
            in_vietnamese(one)
    command.help = _PLACEHOLDER_RE.sub(lambda found: _PLACEHOLDERS[found[0]], command.help or "")
    for param in command.params:
        if isinstance(param, click.Option) and param.help:
            param.help = _PLACEHOLDER_RE.sub(lambda found: _PLACEHOLDERS[found[0]], param.help)
        name = param.metavar or (param.human_readable_name.upper() if isinstance(param, click.Argument) else None)
        if name in _PLACEHOLDERS:
            param.metavar = _PLACEHOLDERS[name] + ("..." if param.nargs == -1 else "")
            if isinstance(param, click.Argument) and not param.required:
                param.metavar = f"[{param.metavar}]"
        elif isinstance(param, click.Option) and not (param.is_flag or param.metavar) and param.nargs == 1:
            kind = {click.types.StringParamType: "CHỮ", click.IntRange: "SỐ", click.types.IntParamType: "SỐ"}
            param.metavar = kind.get(type(param.type))
    return command
