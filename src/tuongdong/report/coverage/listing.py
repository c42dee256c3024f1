"""A Coverage as the office's table: a row for each provision that orders something, then those that were detailed unordered."""

from tuongdong.coverage import CoverageRow, Detail, State
from tuongdong.coverage.listing import Entry, Listing, printed
from tuongdong.models import Mode
from tuongdong.report.coverage.view import View, day, names
from tuongdong.report.coverage.words import say, state_of

__all__ = ["listing_of", "title_of"]


def listing_of(view: View, lang: str = "vi") -> Listing:
    """The table of a coverage, as the program writes it."""
    ordered = [row for row in view.coverage.rows if row.mode is not None]
    others = [row for row in view.coverage.rows if row.mode is None]
    entries = [_entry(view, row, "", lang) for row in ordered]
    entries += [_entry(view, row, say("others", lang), lang) for row in others]
    return Listing(title=title_of(view, lang), entries=tuple(entries))


def title_of(view: View, lang: str = "vi") -> str:
    return f"{say('list_title', lang)}: {view.side.citation}"


def _entry(view: View, row: CoverageRow, group: str, lang: str) -> Entry:
    living = [one for one in row.details if one.state is not State.ENDED]
    found = view.by_document(living)
    number = row.resolution or ""
    return printed(
        Entry(
            base=view.label(row, lang) + (f"\n{number}" if number else ""),
            what=view.subject(row),
            to=row.to or "",
            rule="\n".join(f"{issued.number or issued.title}: {names(view, own, lang)}" for issued, own in found),
            due=day(row.applies_on) if row.mode is Mode.DUTY else "",
            issued_on="\n".join(filter(None, (day(issued.issued_on) for issued, _ in found))),
            effective_on="\n".join(filter(None, (_since(own) for _, own in found))),
            state=say(state_of(row, view.coverage.as_of), lang),
            group=group,
            key=f"{number}#{row.provision}",
        )
    )


def _since(details: list[Detail]) -> str:
    return ", ".join(dict.fromkeys(day(one.effective_on) for one in details if one.effective_on))
