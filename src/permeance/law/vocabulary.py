"""The words in which facts about goods are stated: kinds of product and properties, gathered from the instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from permeance.law.instrument import Instrument, Product
from permeance.law.limits import leaves, words_of
from permeance.terms.form import Form

OTHER = "other"  # none of the products that the law names
YES, NO = "yes", "no"
_PURPOSE = re.compile(r"\b(?:for|used in|to (?:make|produce|grow))\b|用于|供", re.IGNORECASE)
MASS = "mass_g"  # not a matter of law: what element masses are reckoned from


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be stated of goods beyond form and composition.

    `products` are the kinds of product by name, `measures` the properties with a number, `words` those with a word.
    """

    products: Mapping[str, Product] = field(hash=False)
    measures: frozenset[str]
    words: Mapping[str, frozenset[str]] = field(hash=False)

    @property
    def properties(self) -> tuple[str, ...]:
        """Every key that may stand in a `properties` cell."""
        return tuple(sorted({"product", *self.measures, *self.words}))

    def forms(self, product: str) -> frozenset[Form]:
        """The forms in which a product can cross."""
        known = self.products.get(product)  # `other` is none of them, and crosses in any form
        return frozenset(known.forms if known else Form)

    @lru_cache(maxsize=4_096)  # noqa: B019 (one vocabulary lives as long as the process)
    def described(self, description: str) -> frozenset[str]:
        """The products that a description names in so many words."""
        text = description.casefold()
        return frozenset(name for name, product in self.products.items() if _names(product.phrases, text))

    def identified(self, description: str) -> frozenset[str]:
        """The products that a description names as what the goods are, not as what they are for."""
        return self.described(_PURPOSE.split(description, maxsplit=1)[0])

    def unlike(self, products: Iterable[str]) -> frozenset[str]:
        """What goods cannot be while they are one of these, by the law data; said of either, it holds for both."""
        own = set(products)
        said = {other for name in own for other in self.products[name].unlike}
        return frozenset(said.union(name for name, product in self.products.items() if own & set(product.unlike)) - own)


def _names(phrases: tuple[str, ...], text: str) -> bool:
    """Whether a phrase stands in the text as words of its own (`CVD` is not in `MPCVD`)."""
    return any(_pattern(phrase).search(text) for phrase in phrases)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    word = re.escape(phrase.casefold()).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
    if not phrase.isascii():  # Chinese is written without spaces
        return re.compile(word)
    return re.compile(rf"(?<![a-z0-9]){word}(?:s|es)?(?![a-z0-9])")


def vocabulary_of(instruments: Iterable[Instrument]) -> Vocabulary:
    """The vocabulary of some instruments."""
    products: dict[str, Product] = {}
    measures, words = {MASS}, dict[str, frozenset[str]]()
    for instrument in instruments:
        products |= {product.name: product for product in instrument.products}
        for provision in instrument.provisions:
            limits = provision.conditions.limits
            if limits is None:
                continue
            measures |= {leaf.property for leaf in leaves(limits) if leaf.property and not leaf.words}
            for name, known in words_of(limits).items():
                words[name] = words.get(name, frozenset({OTHER})) | known | ({NO} if YES in known else frozenset())
    return Vocabulary(products, frozenset(measures), words)
