"""Names for tests and benchmarks: made of syllables and trade words by a seed, and the ways in which people change them.

No name is that of a listed party, and none is meant to be anybody's.
"""

from __future__ import annotations

import random
import unicodedata
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


# --- Han names and the ways in which they are written in Latin letters --------------------------------------------


def han_names(seed: int, count: int) -> list[tuple[str, str, str]]:
    """Han names with the English of their parts: the name, its place and proper name in pinyin, its trade in English."""
    rng = random.Random(seed)  # noqa: S311
    found: dict[str, tuple[str, str, str]] = {}
    while len(found) < count:
        place, proper, trade = rng.choice(PLACES_HAN), rng.choice(SYLLABLES_HAN), rng.choice(TRADES_HAN)
        name = f"{place}{proper}{trade}有限公司"
        found[name] = name, f"{_SPELT[place]} {_SPELT[proper]}", _ENGLISH[trade]
    return list(found.values())


_SPELT = {
    "宁波": "níngbō", "上海": "shànghǎi", "苏州": "sūzhōu", "江西": "jiāngxī", "包头": "bāotóu", "深圳": "shēnzhèn",
    "天津": "tiānjīn", "赣州": "gànzhōu", "无锡": "wúxī", "洛阳": "luòyáng", "西安": "xī'ān", "青岛": "qīngdǎo",
    "宏达": "hóng dá", "瑞丰": "ruì fēng", "金源": "jīn yuán", "恒通": "héng tōng", "华泰": "huá tài", "天成": "tiān chéng",
    "永兴": "yǒng xīng", "嘉业": "jiā yè", "盛源": "shèng yuán", "鑫茂": "xīn mào", "博远": "bó yuǎn", "正泰": "zhèng tài",
    "东升": "dōng shēng", "利群": "lì qún", "安康": "ān kāng", "明德": "míng dé", "卓越": "zhuó yuè", "晟辉": "shèng huī",
}  # fmt: skip
_ENGLISH = {
    "稀土": "Rare Earth", "磁性材料": "Magnetic Materials", "科技": "Technology", "精密机械": "Precision Machinery",
    "电子": "Electronics", "新材料": "New Material", "进出口": "Import & Export", "化工": "Chemical", "仪器": "Instrument",
    "钨业": "Tungsten", "光电": "Optoelectronics", "贸易": "Trading",
}  # fmt: skip


def spelt(place_and_proper: str, trade: str, rng: random.Random) -> str:
    """A Han name in Latin letters: with or without tones, the proper name as one word or a word a syllable."""
    place, *proper = place_and_proper.split(" ")
    words = [place, "".join(proper)] if rng.random() < 0.6 else [place, *proper]
    words = [word.capitalize() for word in words]
    text = " ".join([*words, trade, rng.choice(["Co., Ltd.", "Co Ltd", "Company Limited", ""])]).strip()
    if rng.random() < 0.3:
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.upper() if rng.random() < 0.2 else plain
