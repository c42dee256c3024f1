"""Small files of each format, made in memory: what they hold is plain in the test that reads them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

FONTS = ("Helvetica", "Times-Roman")


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file of a body; `numbering`, `styles`, `footnotes` as further parts."""
    members = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>"
    return zipped(members)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that begins with * is bold."""
    done = f"<w:pPr>{properties}</w:pPr>"
    for run in runs:
        face = "<w:rPr><w:b/></w:rPr>" if run.startswith("*") else ""
        done += f'<w:r>{face}<w:t xml:space="preserve">{run.removeprefix("*")}</w:t></w:r>'
    return f"<w:p>{done}</w:p>"


def pdf(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    rules: Sequence[str] = (),
    field: tuple[float, float, str] | None = None,
    picture: str | None = None,
) -> bytes:
    """
    A PDF whose pages hold (x, y, words) in Helvetica 12 (F1; F2 is Times), with drawing operators `rules` on each page, and
    a form field with a value, and the drawing operators of a picture of the field that is out of date.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        *(f"<</Type/Font/Subtype/Type1/BaseFont/{name}>>" for name in FONTS),
    ]
    shown = ""
    if field:
        x, y, value = field
        drawn = anew = ""
        if picture is not None:
            font = f"/Resources<</Font<</F1 3 0 R>>>>/Length {len(picture)}>>"
            objects.append(f"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]{font}stream\n{picture}\nendstream")
            drawn, anew = f"/AP<</N {len(objects)} 0 R>>", "/NeedAppearances true"
        place = f"/Rect[{x} {y} {x + 200} {y + 20}]"
        objects.append(f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V({value})/F 4{place}/DA(/F1 12 Tf 0 g){drawn}>>")
        shown = f"/Annots[{len(objects)} 0 R]"
        form = f"/AcroForm<</Fields[{len(objects)} 0 R]/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 3 0 R>>>>{anew}>>"
        objects[0] = f"<</Type/Catalog/Pages 2 0 R{form}>>"
    kids = []
    for page in pages:
        words = "".join(f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in page)
        stream = words + "\n".join(rules)
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            f"/Contents {len(objects)} 0 R{shown}>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
