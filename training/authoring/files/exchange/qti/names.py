"""Which words do reading and writing of QTI share?"""

QTI = "qti"
MANIFEST = "imsmanifest.xml"
#: What travels along in a package: each question as we keep it, by the name of its item's file.
KEPT = "training/questions.json"
ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
ITEM_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
PACKAGE_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
#: Identifiers of what is said when all is right, and when it is not.
RIGHT, WRONG = "right", "wrong"
#: Those under which other tools say the same.
RIGHT_NAMES = frozenset({RIGHT, "correct", "feedback-correct", "correct-feedback"})
WRONG_NAMES = frozenset({WRONG, "incorrect", "feedback-incorrect", "incorrect-feedback"})
#: An identifier may not begin with a digit, a key may.
BEFORE_KEY = "k-"
#: Between the key of a gap and that of an option in it.
WITHIN = "."
#: Classes of what a text beside an answer is.
UNIT = "training-unit"
TRUE, FALSE = "true", "false"
#: The words for true and false: a file has no page around it that could say them.
TRUTH = {
    "en": ("True", "False"),
    "de": ("Richtig", "Falsch"),
    "cs": ("Pravda", "Nepravda"),
    "pl": ("Prawda", "Fałsz"),
    "it": ("Vero", "Falso"),
    "sl": ("Drži", "Ne drži"),
    "nl": ("Waar", "Niet waar"),
}


def identifier(key: str) -> str:
    """Write a key as an identifier of QTI."""
    return f"{BEFORE_KEY}{key}"


def key_of(name: str) -> str:
    """Return the key that an identifier was made of, or the identifier itself."""
    return name.removeprefix(BEFORE_KEY).rpartition(WITHIN)[2]
