"""Which months, units and small words does each of the seven languages have?

Patterns of the module `re`: words with the endings that stand beside numbers.
"""

#: The twelve months, as they stand in dates and sentences.
MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April"),
        # Otherwise it may be a verb that begins a sentence.
        r"(?:(?<=\d )|(?<=(?:st|nd|rd|th) )|(?<=\b(?:in|of|by) )|(?<=\buntil ))May|May(?= \d)",
        *("June", "July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("(?:Januar|Jänner)s?", "(?:Februar|Feber)s?", "März(?:es)?", "Aprils?", "Mai(?:e?s)?", "Junis?", "Julis?"),
        *("August(?:e?s)?", "Septembers?", "Oktobers?", "Novembers?", "Dezembers?"),
    ),
    "cs": (
        *("led(?:en|na|nu|nem)", "únor(?:a|u|em)?", "břez(?:en|na|nu|nem)", "dub(?:en|na|nu|nem)"),
        *("květ(?:en|na|nu|nem)", "červ(?:en|na|nu|nem)", "červen(?:ec|ce|ci|cem)", "srp(?:en|na|nu|nem)"),
        *("září(?:m)?", "říj(?:en|na|nu|nem)", "listopad(?:u|em)?", "prosin(?:ec|ce|ci|cem)"),
    ),
    "pl": (
        *("stycz(?:eń|nia|niu|niem)", "lut(?:y|ego|emu|ym)", "mar(?:zec|ca|cu|cem)", "kwie(?:cień|tnia|tniu|tniem)"),
        *("maj(?:a|u|em)?", "czerw(?:iec|ca|cu|cem)", "lip(?:iec|ca|cu|cem)", "sierp(?:ień|nia|niu|niem)"),
        *("wrze(?:sień|śnia|śniu|śniem)", "październik(?:a|u|iem)?", "listopad(?:a|zie|em)?"),
        "grud(?:zień|nia|niu|niem)",
    ),
    "it": (
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
        *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    "sl": (
        *("januar(?:ja|ju|jem)?", "februar(?:ja|ju|jem)?", "mar(?:ec|ca|cu|cem)", "april(?:a|u|om)?", "maj(?:a|u|em)?"),
        *("junij(?:a|u|em)?", "julij(?:a|u|em)?", "avgust(?:a|u|om)?", "septemb(?:er|ra|ru|rom)"),
        *("oktob(?:er|ra|ru|rom)", "novemb(?:er|ra|ru|rom)", "decemb(?:er|ra|ru|rom)"),
    ),
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
}
#: Languages that write their months with a capital, which tells March from a march.
CAPITAL_MONTHS = frozenset({"en", "de"})

#: Units that stand behind a number, or before it; in every language, since signs are common to all.
UNITS: dict[str, str] = {
    "percent": r"%|per ?cent(?:o)?\b|percent\w*|prozent\w*|procent\w*|odstot\w*",
    "euro": r"€|eur\b|eur[ao](?:s|ch|m|mi)?\b|eur(?:ech|ům|y)\b|evr\w{1,4}",
    "koruna": r"kč|czk\b|kron\w*|korun\w*|koron\w*|corone\b|crowns?\b",
    "zloty": r"zł|pln\b|z[lł]ot\w*",
    "kilometre": r"km\b(?!²|2)|kilom[eè]t\w*|chilometr\w*",
    "square metre": r"m²|m2\b|sqm\b|qm\b|square met\w*|quadratmet\w*|met\w+ (?:čtver|kwadr|quadr)\w*"
    r"|(?:čtver|kvadr)\w* met\w*|vierkante met\w*|m kw\.|m\^2",
    "metre": r"m\b|meters?\b|metres?\b|metern\b|metr[iouyůae]?\b|metr(?:ech|em|ów|ach)\b|metr(?:ov|ih|a)\b",
    "hectare": r"ha\b|hect\w*|hekt\w*|ettar\w*",
    "kilogram": r"kg\b|kilogram\w*|chilogramm\w*",
    "kilowatt-hour": r"kwh\b|kilowat\w*",
    "decibel": r"db\b|decib\w*|dezib\w*",
    "degree": r"°\s?c\b|degrees?\b|grad(?:i|en)?\b|stupň\w*|stopni\w*|stopinj\w*",
    "hour": r"h\b|hours?\b|stund\w*|stünd\w*|std\.|hodin\w*|hod\.|godz\w*|or[ae]\b|ur(?:a|e|i|o|ah|ami|n\w{1,3})?\b"
    r"|uurs?\b|uren\b",
    "minute": r"min\b|min\.|minut\w*|minuut\b|minuten\b|minüt\w*",
    "day": r"days?\b|tag(?:e|en|es)?\b|täg\w*|dn[ůíyiem]\w{0,2}\b|den\b|denní\w*|dzień\b|dnia\w*|dniow\w*|giorn\w*"
    r"|dan\b|dne\w{1,2}\b|dnev\w*|dag(?:en)?\b|daagse?\b",
    "week": r"weeks?\b|woche\w*|wöch\w*|týd\w*|tyg\w*|tydz\w*|settiman\w*|ted(?:en|n)\w*|weken\b",
    "month": r"months?\b|monat\w*|měsí\w*|miesi\w*|mes[ei]\b|mensil\w*|mesec\w*|mesečn\w*|maand\w*",
    "year": r"years?\b|jahr\w*|jähr\w*|let(?:ech|ých|ý|á|a|ih|i|om)?\b|letn\w*|rok\w{0,2}\b|roč\w*|lat\b|lata\w*"
    r"|roczn\w*|ann[oi]\b|annual\w*|jaar\b|jaren\b|jarig\w*",
}
#: What stands behind numbers and is no unit there: "9 ha" of Italian, "600 min 100" of Dutch.
NO_UNITS: dict[str, frozenset[str]] = {"it": frozenset({"ha"}), "nl": frozenset({"min"})}
#: Languages that write a day without a year in digits: "5. 3."; elsewhere "3.2." is a number that ends a sentence.
DAYS_IN_DIGITS = frozenset({"de", "cs", "pl", "sl"})
#: Between a number and its unit: "2 million euros".
SCALES = (
    r"thousand|million[is]?|billions?|tausend|tsd\.|million(?:en)?|mio\.?|milliarden?|mrd\.?|tisíc\w*|tis\.|mili[oó]n\w*"
    r"|mil\.|miliard\w*|mld\.?|mln\.?|tysi\w*|tys\.|mila|miliard[io]|milijon\w*|milijard\w*|tisoč\w*|duizend|miljoen"
    r"|miljard|bn|di|d\u2019"
)
#: Signs and codes that stand before their number: "EUR 200".
BEFORE = r"€|EUR|CZK|PLN|Kč|zł"

#: Small words of which a text in another language does not need three.
COMMON_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and with that your from which this are have must they their",
        "de": "der die das den dem des und mit nicht ist ein eine einen für auf von wird werden sich auch sind oder",
        "cs": "který která které jsou nebo jako pro také když jeho jejich může musí tento při podle není aby se ne",
        "pl": "jest są oraz który która które nie się dla przez jako lub może jego ich przy aby tego jak",
        "it": "che con per una della delle dei gli sono nel nella alla come anche questo non più",
        "sl": "ki ter ali kot tudi lahko pri biti bodo pred kateri katera njihov mora tega zato se za",
        "nl": "het een van niet zijn voor met aan wordt worden ook naar deze hun moet die der den des",
    }.items()
}
