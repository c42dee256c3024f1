"""Compiles the catalogues of translations (`make messages`): django.po beside django.mo, for every language."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "src" / "tuongdong" / "web" / "locale"


def main() -> None:
    """Each language's .mo follows its .po."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main()
