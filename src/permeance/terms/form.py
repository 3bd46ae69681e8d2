"""The form in which an item leaves a controlling jurisdiction."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """The closed list of forms. The form is a fact about the goods as they cross, not about their use.

    POWDER and BLOCK name a shape and leave the material open; the composition settles it where it can.
    MAGNET is magnet material, whole or cut, coated or magnetised, without other components. ASSEMBLY is
    a thing put together from several components (a rotor, a motor, a moulded sensor). PART is one piece
    of which it is not said whether it is still the material or already a product.
    """

    ORE = "ore"
    CONCENTRATE = "concentrate"
    METAL = "metal"
    ALLOY = "alloy"
    OXIDE = "oxide"
    COMPOUND = "compound"
    MIXTURE = "mixture"
    POWDER = "powder"
    BLOCK = "block"
    TARGET = "target"
    MAGNET = "magnet"
    PHOSPHOR = "phosphor"
    PART = "part"
    ASSEMBLY = "assembly"
    EQUIPMENT = "equipment"
    TECHNOLOGY = "technology"
