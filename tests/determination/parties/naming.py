"""Names for tests and benchmarks: made of syllables and trade words by a seed, and the ways in which people change them.

No name is that of a listed party, and none is meant to be anybody's.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_SYLLABLES = "ka ro mi ten vor dal shi nu bel gra sto lin mar tek zan pol ver ith um os ard en fel qui sar bri mon tor ulv eck hal nes wim dor cal pre gun ost rav jel".split()
_TRADES = [
    "Technologies", "Systems", "Industries", "Trading", "Electronics", "Aerospace", "Engineering", "Metals", "Shipping",
    "Logistics", "Precision Machinery", "Chemical", "Instruments", "Aviation", "Rare Earth", "Magnetics", "Optics",
    "Petroleum", "Marine Services", "Import Export", "Semiconductor", "New Materials", "Research Institute", "Motors",
]  # fmt: skip
_PLACES = [
    "Shanghai",
    "Ningbo",
    "Osaka",
    "Beijing",
    "Tianjin",
    "Jiangxi",
    "Hong Kong",
    "Singapore",
    "Germany",
    "Suzhou",
]
_FORMS = ["Co., Ltd.", "Inc.", "LLC", "GmbH", "Corporation", "S.A.", "Limited", "Pte Ltd", "AG", "Ltd"]
_FIRST = (
    "Viktor Anna Mikhail Ali Reza Elena Dmitri Hassan Mehmet Juan Carlos Sofia Igor Yusuf Olga Pavel Laila Omar".split()
)
_DIACRITICS = str.maketrans("aeioucnsz", "áéíóüčñšž")
SYLLABLES_HAN = [
    "宏达",
    "瑞丰",
    "金源",
    "恒通",
    "华泰",
    "天成",
    "永兴",
    "嘉业",
    "盛源",
    "鑫茂",
    "博远",
    "正泰",
    "东升",
    "利群",
    "安康",
    "明德",
    "卓越",
    "晟辉",
]
PLACES_HAN = ["宁波", "上海", "苏州", "江西", "包头", "深圳", "天津", "赣州", "无锡", "洛阳", "西安", "青岛"]
TRADES_HAN = [
    "稀土",
    "磁性材料",
    "科技",
    "精密机械",
    "电子",
    "新材料",
    "进出口",
    "化工",
    "仪器",
    "钨业",
    "光电",
    "贸易",
]


def names(seed: int, count: int) -> list[str]:
    """So many different names: three in four of companies, the others of persons."""
    rng, found = random.Random(seed), dict[str, None]()  # noqa: S311
    while len(found) < count:
        found[_person(rng) if rng.random() < 0.25 else _company(rng)] = None
    return list(found)


def _word(rng: random.Random, least: int = 2) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(least, 3))).capitalize()


def _company(rng: random.Random) -> str:
    words = [_word(rng, 2 if rng.random() < 0.7 else 3)]
    if rng.random() < 0.4:
        words.insert(0, rng.choice(_PLACES))
    if rng.random() < 0.3:
        words.append(_word(rng))
    words.append(rng.choice(_TRADES))
    if rng.random() < 0.3:
        words.append(rng.choice(["Group", "International", "Holdings"]))
    return " ".join([*words, rng.choice(_FORMS)])


def _person(rng: random.Random) -> str:
    return " ".join([rng.choice(_FIRST), _word(rng), _word(rng, 3)])


# --- what people do to a name -------------------------------------------------------------------------------------


def typo(name: str, rng: random.Random) -> str:
    """One slip in a word of five letters or more: a letter left out, doubled, swapped with the next, or another."""
    words = name.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return name
    at = rng.choice(long)
    word, place = words[at], rng.randint(1, len(words[at]) - 2)
    kind = rng.choice(["out", "twice", "swap", "other"])
    if kind == "swap":
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    else:
        instead = {"out": "", "twice": word[place] * 2, "other": rng.choice("aeiorstln")}[kind]
        word = word[:place] + instead + word[place + 1 :]
    words[at] = word
    return " ".join(words)


def without_form(name: str, rng: random.Random) -> str:
    """Without the legal form, or with another."""
    form = next((form for form in sorted(_FORMS, key=len, reverse=True) if name.endswith(f" {form}")), "")
    bare = name.removesuffix(form).rstrip() if form else name
    return bare if rng.random() < 0.5 or not form else f"{bare} {rng.choice(_FORMS)}"


def swapped(name: str, rng: random.Random) -> str:
    """Two words in the other order; a person's family name first."""
    words = name.split(" ")
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def initial(name: str, rng: random.Random) -> str:
    """The first name as an initial; of a company a word that is not its only proper name."""
    words = name.split(" ")
    if words[0] in _FIRST or words[0] in _PLACES:
        return " ".join([f"{words[0][0]}.", *words[1:]])
    return name


def accents(name: str, rng: random.Random) -> str:
    return "".join(c.translate(_DIACRITICS) if rng.random() < 0.3 else c for c in name)


def shouted(name: str, rng: random.Random) -> str:
    return name.upper().replace(",", "").replace(".", "") if rng.random() < 0.5 else name.replace(" ", "-", 1)


PERTURBATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "typo": typo,
    "legal form": without_form,
    "word order": swapped,
    "initials": initial,
    "diacritics": accents,
    "case and punctuation": shouted,
}


def perturbed(listed: list[str], seed: int) -> list[tuple[str, str, str]]:
    """Each listed name changed in one way or two: what was done, the changed name, the listed one."""
    rng = random.Random(seed)  # noqa: S311
    done = []
    for name in listed:
        ways = rng.sample(sorted(PERTURBATIONS), 1 if rng.random() < 0.6 else 2)
        changed = name
        for way in ways:
            changed = PERTURBATIONS[way](changed, rng)
        done.append((" and ".join(ways), changed, name))
    return done
