"""A folder of instruments: every file loaded, and what leads from one file to another checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from permeance.law.collision import collisions
from permeance.law.instrument import Instrument
from permeance.law.load import load_instrument
from permeance.law.vocabulary import Vocabulary, vocabulary_of
from permeance.terms.problem import BadInputError, Problem


def shipped_instruments() -> tuple[Instrument, ...]:
    """All instruments that come with the package, in the order of their files."""
    with resources.as_file(resources.files("permeance.law").joinpath("instruments")) as folder:
        return load_folder(folder)


@cache
def load_folder(folder: Path) -> tuple[Instrument, ...]:
    """Load every `<jurisdiction>/<instrument>.yaml`; raises BadInputError with the faults of all files."""
    instruments: dict[str, Instrument] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            instruments[f"{path.parent.name}/{path.name}"] = load_instrument(path)
        except BadInputError as error:
            problems += error.problems
    if not problems:  # a reference into a file that was refused is no second fault
        problems = _across(instruments)
    if problems:
        raise BadInputError(problems)
    return tuple(instruments.values())


@cache
def shipped_vocabulary() -> Vocabulary:
    """The words in which facts about goods may be stated."""
    return vocabulary_of(shipped_instruments())


def _across(instruments: Mapping[str, Instrument]) -> list[Problem]:
    """References that lead nowhere, names given twice, and texts that collide; the instruments by their file."""
    return [*_twice(instruments), *_dead_keys(instruments), *_dead_products(instruments), *collisions(instruments)]


def _twice(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    ids: dict[str, str] = {}
    products: dict[str, str] = {}
    for file, instrument in instruments.items():
        if instrument.id in ids:
            allowed = f"each id once (it stands in {ids[instrument.id]} too)"
            yield Problem(file, None, "id", instrument.id, allowed, "rename one")
        ids.setdefault(instrument.id, file)
        for product in instrument.products:
            if product.name in products:
                allowed = f"each product in one file (it stands in {products[product.name]} too)"
                yield Problem(file, None, "products", product.name, allowed, "name it once; other files may use it")
            products.setdefault(product.name, file)


def _dead_keys(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    keys = {p.key for i in instruments.values() for p in i.provisions} | {f"{i.id}/*" for i in instruments.values()}
    for file, key, wanted in _references(instruments):
        if wanted not in keys:
            yield Problem(file, None, key, wanted, "the key of a provision", "mend the reference")


def _references(instruments: Mapping[str, Instrument]) -> Iterator[tuple[str, str, str]]:
    """File, place and key of each provision that another one names."""
    for file, instrument in instruments.items():
        for act in instrument.acts:
            yield from ((file, "acts.on", wanted) for wanted in act.on)
        for provision in instrument.provisions:
            named, at = provision.conditions.named, provision.id
            yield from ((file, f"{at}.excludes", wanted) for wanted in provision.excludes)
            if named and named.extra_elements:
                yield file, f"{at}.extra_elements", named.extra_elements
            yield from ((file, f"{at}.caught_by", name) for name in provision.conditions.caught_by if "/" in name)


def _dead_products(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    known = {product.name for i in instruments.values() for product in i.products}
    allowed, remedy = "a product of some instrument", "list it under products, or mend the name"
    for file, instrument in instruments.items():
        for provision in instrument.provisions:
            for name in provision.conditions.product:
                if name not in known:
                    yield Problem(file, None, f"{provision.id}.product", name, allowed, remedy)
        for product in instrument.products:
            for name in product.unlike:
                if name not in known:
                    yield Problem(file, None, f"products.{product.name}.unlike", name, allowed, remedy)
