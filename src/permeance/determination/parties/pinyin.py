"""Han characters as pinyin, without tones; a character with several readings has several."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

MOST_READINGS = 8  # of one run of characters; beyond it only the first, which the phrase suggests, is kept
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|[aeiouv]))"
)
_TONED = re.compile(rf"(?:{_SYLLABLE}[1-5])+")
_TWO_LETTERS = re.compile(r"[a-z]{2}")


@lru_cache(maxsize=65_536)
def readings(han: str) -> tuple[str, ...]:
    """Ways to read a run of Han characters, the likeliest first: `韵升` is `yunsheng`."""
    from pypinyin import lazy_pinyin, pinyin  # noqa: PLC0415  (heavy: only where there is Han to read)
    from pypinyin.constants import Style  # noqa: PLC0415

    first = _plain("".join(lazy_pinyin(han)))
    each = [_of_one(character, pinyin, Style.NORMAL) for character in han]
    count = 1
    for options in each:
        count *= len(options)
    if count > MOST_READINGS:
        return (first,)
    return tuple(dict.fromkeys([first, *("".join(parts) for parts in product(*each))]))


def _of_one(character: str, pinyin: object, style: object) -> tuple[str, ...]:
    found = pinyin([character], style=style, heteronym=True)[0]  # type: ignore[operator]
    return tuple(dict.fromkeys(_plain(sound) for sound in found))


def _plain(sound: str) -> str:
    return sound.replace("v", "u").replace("ü", "u").casefold()


def without_tones(word: str) -> str:
    """`ning2bo1` is ningbo; a word that is no pinyin with figures for tones stays as it is."""
    if word[-1:] in "12345" and _TONED.fullmatch(word) and _TWO_LETTERS.search(word):
        return re.sub(r"[1-5]", "", word)
    return word
