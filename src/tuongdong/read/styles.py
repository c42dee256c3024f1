"""What Word's styles say of a paragraph: its face, its list, its outline level. Styles inherit from one another."""

from typing import Final, NamedTuple

from lxml import etree

from tuongdong.read.numbering import W

__all__ = ["Face", "ParagraphStyle", "Styles"]

_OFF: Final = ("0", "false", "off", "none")


class Face(NamedTuple):
    """How letters look, as far as it matters to reading."""

    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str = ""


class ParagraphStyle(NamedTuple):
    """What holds for a whole paragraph. `list_id` is "" outside lists."""

    face: Face = Face()
    list_id: str = ""
    depth: int = 0
    outline: int | None = None


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, ParagraphStyle] = {}
        self._default = ""
        for style in root.findall(f"{W}style") if root is not None else ():
            name = style.get(f"{W}styleId", "")
            self._elements[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = name

    def of(self, properties: etree._Element | None) -> ParagraphStyle:
        """What holds for a paragraph with these properties (its w:pPr)."""
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._style(named.get(f"{W}val", "") if named is not None else self._default)
        return _changed(style, properties) if properties is not None else style

    def face(self, properties: etree._Element | None, base: Face) -> Face:
        """The face of a run with these properties (its w:rPr) in a paragraph of face `base`."""
        if properties is None:
            return base
        named = properties.find(f"{W}rStyle")
        if named is not None:
            own = self._style(named.get(f"{W}val", "")).face
            base = Face(
                base.bold or own.bold, base.capitals or own.capitals, base.hidden or own.hidden, own.font or base.font
            )
        return _faced(base, properties)

    def _style(self, name: str, depth: int = 0) -> ParagraphStyle:
        """A style with what it inherits; circles end after twenty steps."""
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or depth > 20:
            return ParagraphStyle()
        parent = element.find(f"{W}basedOn")
        style = self._style(parent.get(f"{W}val", ""), depth + 1) if parent is not None else ParagraphStyle()
        properties, letters = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        if properties is not None:
            style = _changed(style, properties)
        if letters is not None:
            style = style._replace(face=_faced(style.face, letters))
        self._known[name] = style
        return style


def _changed(style: ParagraphStyle, properties: etree._Element) -> ParagraphStyle:
    """A style with a paragraph's own list and outline level."""
    if (numbers := properties.find(f"{W}numPr")) is not None:
        name, depth = numbers.find(f"{W}numId"), numbers.find(f"{W}ilvl")
        style = style._replace(
            list_id=name.get(f"{W}val", "") if name is not None else style.list_id,
            depth=_digit(depth) if depth is not None else style.depth,
        )
    if (outline := properties.find(f"{W}outlineLvl")) is not None:
        level = _digit(outline)
        style = style._replace(outline=level if level < 9 else None)
    return style


def _digit(element: etree._Element) -> int:
    value = element.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) == 1 else 9


def _faced(face: Face, properties: etree._Element) -> Face:
    def switched(tag: str, before: bool) -> bool:
        switch = properties.find(f"{W}{tag}")
        return before if switch is None else switch.get(f"{W}val", "1") not in _OFF

    fonts = properties.find(f"{W}rFonts")
    font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or face.font) if fonts is not None else face.font
    return Face(switched("b", face.bold), switched("caps", face.capitals), switched("vanish", face.hidden), font)
