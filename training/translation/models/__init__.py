"""Which rows hold translations, what people decide about them, and the work on them?"""

from training.translation.models.decisions import LanguagePolicy, OverruledCheck, SameMeaning, SegmentNote
from training.translation.models.texts import EarlierTranslation, SourceText, Translation, TranslationRevision
from training.translation.models.work import DraftOrder, TranslationCharge, TranslationCount, TranslationTask

__all__ = [
    "DraftOrder",
    "EarlierTranslation",
    "LanguagePolicy",
    "OverruledCheck",
    "SameMeaning",
    "SegmentNote",
    "SourceText",
    "Translation",
    "TranslationCharge",
    "TranslationCount",
    "TranslationRevision",
    "TranslationTask",
]
