"""How a part of a composition is written, and what to write instead of one that cannot be read."""

from __future__ import annotations

import re

from permeance.materials import cas_number
from permeance.materials.trade_name import grade_meant, trade_names
from permeance.terms.element import METALS, SYMBOLS
from permeance.terms.element import name as element_name

LONGEST_HINT = 60
PART = re.compile(
    r"^(?P<name>[A-Za-z(\[][A-Za-z0-9()\[\].·•*⋅∙]*|[0-9]+-[0-9]+-[0-9]+(?=\s|$))"
    r"(?:\s+(?P<less><)?\s*(?P<low>\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<unit>\S+)?)?$"
)


def remedy_of(piece: str) -> str:
    """What to write instead, where it can be told: `write Dy <0.1` for `Dy ≤0,1`."""
    if len(piece) > LONGEST_HINT:
        return "rewrite this part, and separate the parts with semicolons"
    if len(re.findall(r"[A-Za-z]+\s*[<≤]?\s*(?:\d|rest|bal)", piece)) > 1:
        return "separate the parts with semicolons, and write a point for a decimal comma"
    if re.search(r"\d,\d{3}(?!\d)", piece):
        return "write a point for a decimal comma, and no thousands separator"
    plain = re.sub(r"(\d),(\d)", r"\1.\2", piece)
    plain = re.sub(r"\s*(?:<=|=<|≤|⩽|≦|＜|<|max\.?|under|up to)\s*", " <", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s*[=:]\s*", " ", plain)
    plain = re.sub(r"[—−~]|\.\.+", "-", plain).strip()
    meant = named_otherwise(plain)
    if meant:
        return meant
    swapped = re.fullmatch(r"([<\d][<\d.\s-]*(?:%|wt%|ppm|ppb)?)\s*([A-Z][A-Za-z0-9()]*)", plain)
    if swapped:
        plain = f"{swapped[2]} {swapped[1].strip()}"
    split = re.fullmatch(r"([A-Z][a-z]?)(\d+\.\d+.*)", plain)  # `Dy0.5`, which is no formula either
    if split:
        plain = f"{split[1]} {split[2]}"
    plain = " ".join(plain.split())
    return f"write `{plain}`" if plain != piece and PART.match(plain) else "rewrite this part"


def named_otherwise(piece: str) -> str | None:
    """What to write where a part begins with another spelling of a CAS number, a grade or a trade name."""
    for name, share in ((piece, ""), piece.rpartition(" ")[::2]):
        kept = cas_number.number_meant(name) or grade_meant(name) or trade_names().get(name.replace("-", ""))
        if kept and kept != name:
            return f"write `{kept} {share}`" if share else f"write `{kept}`"
    if re.fullmatch(r"SmCo \d+:\d+", piece):
        return "write SmCo, whose shares are open, or the share of each element"
    if re.fullmatch(r"\d+-\d+-\d+", piece):
        return "write the CAS number as in the data sheet, such as 1308-87-8"
    return None


def name_remedy(name: str) -> str:
    """The symbol that was meant, where it can be told: `write Dy` for `dy` and `Dysprosium`."""
    symbol = {element_name(symbol).lower(): symbol for symbol in SYMBOLS}.get(name.lower(), name.capitalize())
    if symbol in SYMBOLS:
        return f"write {symbol}"
    run = run_of_metals(name)
    if run:
        return f"give each element its share: `{'; '.join(f'{symbol} ...' for symbol in run)}`"
    if re.search(r"[·•*⋅∙.][nx]H2O$", name):
        return "write the number of water molecules in place of the letter"
    hint = remedy_of(name)
    return hint if hint.startswith("write ") else "use the chemical symbol"


def run_of_metals(name: str) -> list[str]:
    """The symbols of a name that only runs metals together, as WNiFe does: an alloy of any shares, and no formula.

    None where it is a compound that the shipped CAS numbers know, such as MnBi.
    """
    symbols = re.findall(r"[A-Z][a-z]?", name)
    runs = len(symbols) > 1 and "".join(symbols) == name and set(symbols) <= METALS
    return symbols if runs and name not in cas_number.formulas().values() else []
