"""What is kept of letters, of acts, and of work for others?"""

from training.privacy.rules.register.shapes import (
    FACTS,
    Basis,
    End,
    Erasure,
    Holding,
    Kept,
    Period,
    deleted,
    fact,
)

_TEXT = {"module": "module_id.key", "segment": "segment"}
_OF_TRANSLATING: tuple[Holding, ...] = (
    fact("earlier_translation", "translated_by", **_TEXT, text="text", at="translated_at"),
    fact("earlier_translation", "approved_by", **_TEXT, at="approved_at"),
    fact("earlier_translation", "replaced_by", **_TEXT, at="replaced_at"),
    fact("language_policy", "changed_by", module="module_id.key", at="changed_at"),
    fact("same_meaning", "declared_by", **_TEXT, reason="reason", at="declared_at"),
    fact("overruled_check", "overruled_by", **_TEXT, reason="reason", at="overruled_at"),
    fact("segment_note", "written_by", **_TEXT, text="text", at="written_at"),
    deleted("translation_charge", "person_id", module="module_id.key", at="given_at"),
    fact("translation_charge", "given_by", module="module_id.key", at="given_at"),
    fact("translation_task", "closed_by", **_TEXT, at="closed_at"),
    fact("draft_order", "ordered_by", module="module_id.key", at="ordered_at"),
)

OF_WORK: tuple[Kept, ...] = (
    Kept(
        key="kept-texts",
        basis=Basis.PUBLIC_TASK,
        period=Period(end=End.TEXT_KEPT, days=30),
        holdings=(
            deleted("kept_text", "person_id", module="module_id.key", segment="unit", text="typed", at="kept_at"),
        ),
    ),
    Kept(
        key="letters",
        basis=Basis.PUBLIC_TASK,
        period=Period(end=End.LETTER_DONE, days=90),
        holdings=(
            deleted("outbox_letter", "person_id", letter="letter", state="state", at="posted_at", tried="tried_at"),
        ),
    ),
    Kept(
        key="log",
        basis=Basis.LEGAL_DUTY,
        period=FACTS,
        holdings=(
            fact("audit_entry", "actor_id", event="event", subject="subject", at="at"),
            fact("audit_entry", event="event", subject="subject", at="at"),
        ),
    ),
    Kept(
        key="work",
        basis=Basis.PUBLIC_TASK,
        period=FACTS,
        holdings=(
            fact("module_version", "saved_by", module="module_id.key", number="number", at="saved_at"),
            fact("publication", "published_by", module="module_id.key", at="published_at"),
            fact("media", "uploaded_by", name="name", at="uploaded_at"),
            fact("scheduled_publication", "scheduled_by", due="due_at", at="scheduled_at"),
            fact("translation", "translated_by", module="module_id.key", segment="segment", at="translated_at"),
            fact("translation", "approved_by", module="module_id.key", segment="segment", at="approved_at"),
            *_OF_TRANSLATING,
            fact("grade", "graded_by", quiz="attempt_id.quiz", reason="reason", at="graded_at"),
            fact("report_decision", "decided_by", decision="decision", at="decided_at"),
            Holding(
                table="report_message",
                path=("person_id",),
                shown={"part": "part", "text": "text", "at": "written_at"},
                erasure=Erasure.OVERWRITTEN,
                blanked=("text",),
            ),
            fact("role_grant", "granted_by", role="role", at="granted_at"),
            fact("assignment", "assigned_by", module="module_id.key", due="due_on", at="assigned_at"),
            fact("site_setting", "changed_by", name="key", at="changed_at"),
        ),
    ),
)
