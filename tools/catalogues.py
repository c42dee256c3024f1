"""Compiles the catalogues of translations (`make messages`): each .po to the .mo beside it."""

from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tuongdong"


def main() -> None:
    """Each language's .mo follows its .po."""
    for source in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main()
