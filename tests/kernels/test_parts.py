"""Compositions read in bulk are those of the plain twin, and of the exact reader wherever they are read at all."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernels import naive
from permeance.kernels.parts import Skeletons
from permeance.kernels.written_row import ALONE, FIGURES, LIMIT, MAX_LENGTH, MOST, MOST_WORDS, POINT, RANGE, REST
from permeance.materials import composition
from permeance.materials.composition import CompositionError, parse_composition
from permeance.terms.composition import PPB, Share

READ = [
    ("Nd 28", [("Nd", POINT)], [280_000_000]),
    ("Nd 28; Pr 2", [("Nd", POINT), ("Pr", POINT)], [280_000_000, 20_000_000]),
    ("  Nd   28 ;; ; Pr 2;", [("Nd", POINT), ("Pr", POINT)], [280_000_000, 20_000_000]),
    ("Dy 0.05-0.2", [("Dy", RANGE)], [500_000, 2_000_000]),
    ("Dy 0.05  -  0.2 %", [("Dy", RANGE)], [500_000, 2_000_000]),
    ("Dy 3-3", [("Dy", RANGE)], [30_000_000, 30_000_000]),
    ("Tb4O7 <0.1", [("Tb4O7", LIMIT)], [1_000_000]),
    ("Tb4O7 < 0.1 ppm", [("Tb4O7", LIMIT)], [100]),
    ("Tb <5-2", [("Tb", LIMIT)], [20_000_000]),
    ("Dy 500 ppm", [("Dy", POINT)], [500_000]),
    ("Dy 500PpM; Nd 7ppb; B 1 WT%; Co 1wt%;Al 2%", [(n, POINT) for n in "Dy Nd B Co Al".split()], [500_000, 7, 10_000_000, 10_000_000, 20_000_000]),
    ("Fe rest", [("Fe", REST)], []),
    ("Fe Balance ", [("Fe", REST)], []),
    ("Fe bal;B 1", [("Fe", REST), ("B", POINT)], [10_000_000]),
    ("Fe BAL.", [("Fe", REST)], []),
    ("Fe remaindeR", [("Fe", REST)], []),
    ("Tb4O7", [("Tb4O7", ALONE)], []),
    ("rest", [("rest", ALONE)], []),
    ("NdFeB", [("NdFeB", ALONE)], []),
    ("NdFeB 30; Fe rest", [("NdFeB", POINT), ("Fe", REST)], [300_000_000]),
    ("A; a; A0", [("A", ALONE), ("a", ALONE), ("A0", ALONE)], []),
    ("Abcdefg 1", [("Abcdefg", POINT)], [10_000_000]),
    ("Abcdefgh 1", [("Abcdefgh", POINT)], [10_000_000]),
    ("Abcdefghi 1; Abcdefgh", [("Abcdefghi", POINT), ("Abcdefgh", ALONE)], [10_000_000]),
    ("N2345678901234567 1", [("N2345678901234567", POINT)], [10_000_000]),
    ("Nd 100.5", [("Nd", POINT)], [1_005_000_000]),
    ("Nd 0.0000001", [("Nd", POINT)], [1]),
    ("Nd 1.00000000000", [("Nd", POINT)], [10_000_000]),
    ("Nd 1005000000ppb", [("Nd", POINT)], [1_005_000_000]),
    ("Nd 000000000001", [("Nd", POINT)], [10_000_000]),
    ("Nd 0.001ppm", [("Nd", POINT)], [1]),
    ("Nd 3.000 ppb", [("Nd", POINT)], [3]),
    (";".join(f"A{n}" for n in range(64)), [(f"A{n}", ALONE) for n in range(64)], []),
]  # fmt: skip

LEFT = (
    "", " ", ";", " ; ;", "3", "<3", "-", "%", "3 Nd", "Nd3.5", "Nd 3.", "Nd .5", "Nd 1.2.3", "Nd .12345670", "Nd 12345678.", "Nd 1234567.", "Nd 1.2.345678", "Nd 1..2", "Nd.", "Nd<3", "Nd-3",
    "Nd 1,5", "Nd <", "Nd < ", "Nd <<3", "Nd -3", "Nd 3-", "Nd 3--4", "Nd 3-4-5", "Nd 3 to 4", "Nd 3–4", "Nd 4-3", "Nd <rest",
    "Nd % 3", "Nd 3 %%", "Nd 3 % %", "Nd 3 wt", "Nd 3 w%", "Nd 3 pp", "Nd 3 ppq", "Nd 3 ppm x", "Nd 3 ppmx", "Nd 3 g", "Nd 3 4",
    "Nd 100.5000001", "Nd 100.501", "Nd 100.51", "Nd 101", "Nd <101", "Nd 1-101", "Nd <101-3", "Nd 0.00000001", "Nd 0.5ppb", "Nd 0.0001ppm", "Nd 1005000001 ppb",
    "Nd <0.00000001-3", "Nd 0000000000001", "Nd 1.000000000000", "Nd 9999999", "Nd 99999999", "Nd 999999999999", "Nd 9" + "9" * 40,
    "Nd 18446744073709551617", "Nd 1 ; Nd 2", "Nd 1; Pr; Nd rest", "Abcdefghi 1; Abcdefghi 2", "Fe rest; Nd rest", "Fe rest; Nd bal.",
    "Fe rest.", "Fe res", "Fe balanc", "Fe ba", "Fe ball", "Fe bal..", "Fe remainde", "Fe remaindex", "Abcdefg-h 1", "Abcdefg%", "Abcdefg.Abcdefg.", "Fe remainders", "Fe rest 3", "Fe Rest%", "Fe rest rest",
    "Nd\t3", "Nd 3\t", "\tNd 3", "Nd 3\n", "Nd\x003", "Nd\x00 3", "Abcdefg\x01 3", "Abcdefg\x01", "Nd 3\x00", "\x00", "A\x00\x00; A", "Abcdefgh\x00 1",
    "Nd\x1f3", "Nd\xa03", "Né 3", "Nd 3;é", "(Nd) 3", "Nd2[O] 3", "Nd 3\x05", "Nd 3 \x05", "Nd 3 \x10pm", "Fe bal\x0e", "Nd_ 3", "Nd@ 3", "Nd[ 3", "Nd/ 3", "Nd: 3",
    "1Nd 3", ".Nd 3", "Nd 3 :", "Nd 1/2", "Nd 1:2", ";".join(f"A{n}" for n in range(65)), "A" + "b" * 511, "A" * 2_001, "Nd 3" + " " * 1_997,
)  # fmt: skip


def buffers(rows, dtype=np.int32, before=b""):
    lengths = [len(before), *(len(row) for row in rows)]
    return np.cumsum(lengths).astype(dtype), np.frombuffer(before + b"".join(rows), dtype=np.uint8)


def told(skeletons, parts):
    """Row by row what the twin says; numbers of skeletons are taken back to names and kinds."""
    rows = []
    for n, number in enumerate(parts.skeleton.tolist()):
        figures = parts.figures[parts.start[n] : parts.start[n + 1]].tolist()
        assert number >= 0 or not figures
        rows.append((skeletons.parts(number), figures) if number >= 0 else None)
    assert parts.start[0] == 0
    assert parts.start[-1] == parts.figures.size
    return rows


def read(rows, skeletons=None, **written):
    skeletons = Skeletons() if skeletons is None else skeletons
    return told(skeletons, skeletons.read(*buffers(rows, **written)))


def colliding():
    """A table in which every hash is the same."""
    skeletons = Skeletons(room=1)
    skeletons._table = skeletons._table._replace(key=np.uint64(0))
    return skeletons


NAMES = st.sampled_from(
    "Nd Pr nd Fe B Tb4O7 Abcdefg Abcdefgh Abcdefghi monazite Monazite Nd2Fe14BNd2Fe14B rest bal X".split()
)
DIGITS = st.from_regex(
    r"[0-9]{1,3}(\.[0-9]{1,4})?|[0-9]{6,14}|[0-9]{1,9}\.[0-9]{1,9}|0\.0{4,9}[0-9]{1,2}", fullmatch=True
)
UNITS = st.sampled_from(["", "", "", "%", "wt%", "ppm", "PPB", "Wt%", "pp", "g"])
BLANKS = st.sampled_from(["", " ", " ", " ", "  "])
WORDS = st.sampled_from("rest balance bal bal. remainder REST Bal. remaind".split())
FIGURE = st.tuples(
    BLANKS,
    st.sampled_from(["", "", "<"]),
    BLANKS,
    DIGITS,
    st.one_of(st.just(""), st.tuples(BLANKS, st.just("-"), BLANKS, DIGITS).map("".join)),
    BLANKS,
    UNITS,
).map("".join)
PIECES = st.tuples(BLANKS, NAMES, BLANKS, st.one_of(st.just(""), FIGURE, FIGURE, FIGURE, WORDS), BLANKS).map("".join)
WRITTEN = st.lists(PIECES, max_size=8).map(lambda pieces: ";".join(pieces).encode())
SPOILT = st.tuples(WRITTEN, st.integers(0, 200), st.integers(0, 255)).map(
    lambda spoilt: spoilt[0][: spoilt[1]] + bytes([spoilt[2]]) + spoilt[0][spoilt[1] + 1 :]
)
ROWS = st.lists(st.one_of(WRITTEN, WRITTEN, SPOILT, st.binary(max_size=24), st.just(b"")), max_size=12)


@pytest.mark.parametrize(("text", "parts", "figures"), READ)
def test_a_row_is_its_names_how_each_share_is_written_and_its_figures(text, parts, figures):
    assert read([text.encode()]) == [(parts, figures)]
    assert naive.read_parts(text.encode()) == (parts, figures)


@pytest.mark.parametrize("text", LEFT)
def test_what_the_fast_grammar_does_not_read_is_left(text):
    assert read([text.encode()]) == [None]
    assert naive.read_parts(text.encode()) is None


def test_all_rows_of_the_tables_are_read_alike_in_one_batch():
    rows = [text.encode() for text, _, _ in READ] + [text.encode() for text in LEFT]
    assert read(rows) == [naive.read_parts(row) for row in rows]
    assert read(rows[::-1], colliding()) == [naive.read_parts(row) for row in rows[::-1]]


def test_nothing_behind_a_row_is_taken_for_a_part_of_it():
    whole = [text.encode() for text, _, _ in READ if len(text) < 100]
    rows = [part for row in whole for cut in range(len(row)) for part in (row[:cut], row[cut:])]
    rows += [b"Fe remainde", b"r;", b"Fe bal", b".;", b"Nd 3pp", b"m;", b"Nd 3-", b"4;", b"Nd", b" 4;", b"Nd 3.", b"4;"]
    assert read(rows) == [naive.read_parts(row) for row in rows]


@settings(max_examples=250)
@given(
    st.lists(ROWS, min_size=1, max_size=3), st.sampled_from([np.int32, np.int64]), st.binary(max_size=20), st.booleans()
)
@example([[b"Nd 3", b"5 ppm", b"Nd 2", b"-4;"]], np.int32, b"Nd 1;", False)
def test_rows_are_those_of_the_plain_twin_from_batch_to_batch(batches, dtype, before, collide):
    skeletons = colliding() if collide else Skeletons(room=1)
    for rows in batches:
        assert read(rows, skeletons, dtype=dtype, before=before) == [naive.read_parts(row) for row in rows]
    assert len({repr(skeletons.parts(n)) for n in range(len(skeletons))}) == len(skeletons)


@settings(max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=5).map(";".join))
@example("monazite 3; Monazite 4")
def test_what_is_read_means_what_the_exact_reader_takes_it_to_mean(text):
    (row,) = read([text.encode()])
    if row is not None:
        agree(text, *row)


@pytest.mark.parametrize("text", [text for text, _, _ in READ])
def test_rows_of_the_table_mean_what_the_exact_reader_takes_them_to_mean(text):
    agree(text, *read([text.encode()])[0])


def agree(text, parts, figures):
    """The exact reader gives the same, or refuses for what the kernel does not know: names, and what shares sum to."""
    try:
        found = parse_composition(text).constituents
    except CompositionError as error:
        refusal = error
    else:
        assert [c.formula.lower() for c in found] == [name.lower() for name, _ in parts]
        left = iter(figures)
        for constituent, (name, kind) in zip(found, parts, strict=True):
            assert constituent.share == share_of(name, kind, left) or kind == REST
        assert next(left, None) is None
        return
    names = {name.lower() for name, _ in parts}
    of_minerals = refusal.found.endswith("twice") and len(names) < len(parts)
    assert of_minerals or refusal.allowed == "at most 100 %" or refusal.allowed.startswith("an element symbol"), refusal


def share_of(name, kind, figures):
    """The share of a part, and none of a rest."""
    written = [next(figures) for _ in range(FIGURES[kind])]
    if kind == ALONE:
        return Share(1 if composition.open_elements(name) else PPB, PPB)
    return {
        POINT: lambda: Share(written[0], written[0]),
        RANGE: lambda: Share(*written),
        LIMIT: lambda: Share(0, *written),
    }.get(kind, lambda: None)()


def test_rows_have_one_skeleton_exactly_if_names_and_kinds_are_the_same():
    rows = [
        b"Nd 28; Fe rest",
        b" Nd 3 ppm;Fe BAL.",
        b"Nd 28-29; Fe rest",
        b"Nd 28; fe rest",
        b"Nd; 28",
        b"Fe rest; Nd 28",
        b"Nd 1;Fe rest;",
    ]
    skeletons = Skeletons()
    assert skeletons.read(*buffers(rows)).skeleton.tolist() == [0, 0, 1, 2, -1, 3, 0]
    assert skeletons.read(*buffers(rows[::-1])).skeleton.tolist() == [0, 3, -1, 2, 1, 0, 0]
    assert len(skeletons) == 4


def test_every_array_grows_as_it_fills():
    rows = [";".join(f"N{n}x{k} 1-2" for k in range(1 + n % 30)).encode() for n in range(3_000)]
    skeletons = Skeletons(room=1)
    first = skeletons.read(*buffers(rows))
    assert first.skeleton.tolist() == list(range(3_000))
    assert told(skeletons, first) == [naive.read_parts(row) for row in rows]
    assert skeletons.read(*buffers(rows)).skeleton.tolist() == first.skeleton.tolist()


def test_beyond_the_most_skeletons_a_new_one_is_left_and_those_kept_are_still_read():
    skeletons = Skeletons(room=1, most=3)
    rows = [f"N{n} 1".encode() for n in range(5)] * 2
    assert skeletons.read(*buffers(rows)).skeleton.tolist() == [0, 1, 2, -1, -1] * 2
    assert len(skeletons) == 3


def test_a_full_table_still_reads_rows_of_many_words():
    skeletons = Skeletons(room=1, most=1)
    long = ";".join(f"A{n}" for n in range(MOST_WORDS)).encode()
    assert skeletons.read(*buffers([b"Nd 1", long, b"Nd 2", long])).skeleton.tolist() == [0, -1, 0, -1]


def test_rows_of_the_greatest_length_are_read():
    row = b"Nd 3" + b" " * (MAX_LENGTH - 4)
    assert read([row, row + b" ", b"Pr 1"]) == [([("Nd", POINT)], [30_000_000]), None, ([("Pr", POINT)], [10_000_000])]


def test_many_rows_that_fill_the_figures_are_read():
    rows = [";".join(f"N{k} 1-2" for k in range(60)).encode(), b"", b"B 1"] * 500
    parts = Skeletons(room=1).read(*buffers(rows))
    assert parts.start[-1] == parts.figures.size == 121 * 500
    assert parts.figures[-1] == 10_000_000


def test_no_row_and_no_bytes_are_read_too():
    nothing = np.zeros(0, dtype=np.uint8)
    assert read([]) == []
    assert Skeletons().read(np.zeros(3, dtype=np.int64), nothing).skeleton.tolist() == [-1, -1]


def test_arrays_that_are_no_text_are_refused():
    data = np.frombuffer(b"Nd 3", dtype=np.uint8)
    for offsets in ([], [0, 5], [-1, 3], [3, 1, 4]):
        with pytest.raises(ValueError, match="offsets that fall or point outside"):
            Skeletons().read(np.array(offsets, dtype=np.int32), data)
    with pytest.raises(ValueError, match="allowed: uint8, and int32 or int64"):
        Skeletons().read(np.array([0, 4], dtype=np.int16), data)
    with pytest.raises(ValueError, match="found data int8"):
        Skeletons().read(np.array([0, 4], dtype=np.int32), data.view(np.int8))
    with pytest.raises(IndexError):
        Skeletons().parts(0)


def test_data_and_offsets_may_be_slices_with_steps():
    offsets, data = buffers([b"Nd 3", b"Fe rest"])
    skeletons = Skeletons()
    parts = skeletons.read(np.repeat(offsets, 2)[::2], np.repeat(data, 2)[::2])
    assert told(skeletons, parts) == [([("Nd", POINT)], [30_000_000]), ([("Fe", REST)], [])]


def test_the_bounds_are_those_of_the_exact_reader():
    assert MAX_LENGTH == composition.MAX_LENGTH
    assert MOST == PPB + composition.TOLERANCE
    assert list(FIGURES) == [POINT, RANGE, LIMIT, REST, ALONE]
