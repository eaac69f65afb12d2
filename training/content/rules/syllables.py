"""How many syllables has a word? Counted by its vowels; right for nearly all words, and near for the others."""

import re

_VOWELS = {
    # One more than groups of vowels in "create", "idea", "museum", "being", "media", but not in "social" or "Italian".
    "en": "(?<=cr|id|ar)e(?=a(?!tu))|e(?=um)|[aeou]+(?=ing)|(?<![tcsgxln])i(?=[ao])"
    "|[aeiou]+(?:y(?![aeiou]))?|y(?![aeiou])",
    # "ei", "au" and "ie" are one; "eo", "ea" and "io" are two, and so is what "ü" or "ö" begins.
    "de": "e(?=um)|aa|ee|oo|ei|ai|au|eu|äu|ie|ey|ay|[aeiouyäöü]",
    "nl": "aai|ooi|oei|eeuw?|ieuw?|uw|aa|ee|oo|uu|ij|ei|ie|oe|ou|au|eu|ui|[aeiouyäëïöüéèáó]",
    # A vowel is a syllable, but not the "i" that only makes a consonant soft.
    "pl": "[aąeęoóuy]|i(?![aąeęoóuy])",
    "cs": "ou|au|eu|[aáeéěiíoóuúůyý]|(?<=[^aáeéěiíoóuúůyýlr])[lr](?![aáeéěiíoóuúůyý])",
    "sl": "[aeiou]|(?<=[^aeiour])r(?![aeiou])",
    "it": "[aeoàèéòó][iuy]|[iu](?=[aeoàèéòó])[aeoàèéòó]|[aeiouyàèéìíòóùú]",
}
#: Letters at the end of an English word that are not heard: "made", "asked", "makes".
_SILENT = re.compile(r"(?<=[^aeiouy])(?:(?<!l)e|(?<![td])ed|(?<![sxzcg])(?<!sh)(?<!ch)(?<!l)es)$|(?<=[aeiouy]l)es?$")


def syllables(word: str, language: str) -> int:
    """Count the syllables of a word; every word has one."""
    lower = word.lower()
    silent = 1 if language == "en" and _SILENT.search(lower) else 0
    return max(1, len(re.findall(_VOWELS.get(language, _VOWELS["en"]), lower)) - silent)
