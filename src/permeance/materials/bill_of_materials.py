"""A bill of materials of any depth: order of levels, circles found, quantities rolled up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter


@dataclass(frozen=True, slots=True)
class Usage:
    """`qty` units of `item` go into one unit of `parent`, scrap included (exact)."""

    parent: str
    item: str
    qty: Fraction


class CircleError(ValueError):
    """A bill in which an item is, at some depth, a part of itself; `circle` names the way down to itself."""

    def __init__(self, circle: list[str]) -> None:
        super().__init__(" > ".join(circle))
        self.circle = circle


@dataclass(frozen=True, slots=True)
class BillOfMaterials:
    """The usages by parent, and every item with parents before what goes into them."""

    children: Mapping[str, tuple[Usage, ...]] = field(hash=False)
    order: tuple[str, ...]

    def per_unit(self, product: str) -> Mapping[str, Fraction]:
        """How much of each item one unit of the product needs in all, the product itself as 1."""
        need: dict[str, Fraction] = {product: Fraction(1)}
        for parent in self.order:
            if parent in need:
                for usage in self.children.get(parent, ()):
                    need[usage.item] = need.get(usage.item, Fraction(0)) + need[parent] * usage.qty
        return need


def bill_of_materials(usages: Iterable[Usage], items: Iterable[str] = ()) -> BillOfMaterials:
    """Order the items of a bill. Raises CircleError where an item contains itself.

    Two usages of the same item in the same parent add up.
    """
    summed: dict[str, dict[str, Fraction]] = {}
    for usage in usages:
        parts = summed.setdefault(usage.parent, {})
        parts[usage.item] = parts.get(usage.item, Fraction(0)) + usage.qty
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for item in items:
        sorter.add(item)
    for parent, parts in summed.items():
        sorter.add(parent)
        for item in parts:
            sorter.add(item, parent)
    try:
        order = tuple(sorter.static_order())
    except CycleError as error:
        raise CircleError([str(name) for name in error.args[1]]) from None
    children = {p: tuple(Usage(p, i, q) for i, q in parts.items()) for p, parts in summed.items()}
    return BillOfMaterials(children, order)
