"""The language of a report."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LETTERS_NEEDED = 20
# A few lines tell most languages; only where they leave doubt is more read, which takes its time.
GLANCE, SAMPLE = 300, 1000
QUITE_SURE, SURE = 0.97, 0.85
# ISO 639-2 and 639-3 codes and English names, as databases export them, to ISO 639-1.
NAMES = {
    word: code
    for code, words in {
        "ar": "ara arabic", "bg": "bul bulgarian", "bn": "ben bengali", "cs": "ces cze czech", "da": "dan danish",
        "de": "deu ger german", "el": "ell gre greek", "en": "eng english", "es": "spa spanish",
        "fa": "fas per persian farsi",
        "fi": "fin finnish", "fr": "fra fre french", "he": "heb hebrew iw", "hi": "hin hindi", "hr": "hrv croatian",
        "hu": "hun hungarian", "id": "ind indonesian", "it": "ita italian", "ja": "jpn japanese", "ko": "kor korean",
        "ms": "msa may malay", "nl": "nld dut dutch", "no": "nor norwegian nb nn", "pl": "pol polish",
        "pt": "por portuguese", "ro": "ron rum romanian", "ru": "rus russian", "sk": "slk slo slovak",
        "sr": "srp serbian",
        "sv": "swe swedish", "sw": "swa swahili", "ta": "tam tamil", "th": "tha thai", "tr": "tur turkish",
        "uk": "ukr ukrainian", "ur": "urd urdu", "vi": "vie vietnamese", "zh": "zho chi cmn chinese",
    }.items()
    for word in words.split()
}  # fmt: skip


@lru_cache(maxsize=1)
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, "" where it is too short to be sure."""
    if len(re.findall(r"[^\W\d_]", text[:SAMPLE])) < LETTERS_NEEDED:
        return ""
    code, sure = _load_identifier().classify(text[:GLANCE])
    if sure < QUITE_SURE and len(text) > GLANCE:
        code, sure = _load_identifier().classify(text[:SAMPLE])
    return read_language(str(code)) if sure >= SURE else ""


def read_language(words: str) -> str:
    """Return the code that "en-US", "eng" or "English" stand for; as it came where it is none that is known."""
    first = re.split(r"[-_;, ]", words.strip().lower())[0]
    return NAMES.get(first, first)
