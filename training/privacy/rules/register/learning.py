"""What is kept of somebody who learns?"""

from training.privacy.rules.register.shapes import (
    ACCOUNT,
    FACTS,
    OF_ATTEMPT,
    OF_ENROLMENT,
    Basis,
    End,
    Erasure,
    Holding,
    Kept,
    Period,
    deleted,
    fact,
)

OF_LEARNING: tuple[Kept, ...] = (
    Kept(
        key="learning",
        basis=Basis.PUBLIC_TASK,
        period=FACTS,
        holdings=(
            fact(
                "enrolment",
                "person_id",
                module="module_id.key",
                round="round",
                organisation="organisation_id.name",
                begun="enrolled_at",
            ),
            fact(
                "reading",
                *OF_ENROLMENT,
                module="enrolment_id.module_id.key",
                lesson="lesson",
                language="language",
                at="read_at",
            ),
            fact(
                "completion",
                *OF_ENROLMENT,
                module="enrolment_id.module_id.key",
                points="points",
                most="max_points",
                language="language",
                at="completed_at",
                certificate="certificate",
            ),
            # What is counted from the three above: it keeps its number as they do.
            fact(
                "standing",
                "person_id",
                module="enrolment_id.module_id.key",
                round="round",
                begun="started_at",
                completed="completed_at",
                tries="attempts_until_passed",
                language="language",
            ),
        ),
    ),
    Kept(
        key="answers",
        basis=Basis.PUBLIC_TASK,
        period=FACTS,
        holdings=(
            fact(
                "attempt",
                *OF_ENROLMENT,
                module="enrolment_id.module_id.key",
                quiz="quiz",
                begun="started_at",
                until="closes_at",
            ),
            Holding(
                table="answer",
                path=OF_ATTEMPT,
                shown={
                    "quiz": "attempt_id.quiz",
                    "question": "question",
                    "answer": "response",
                    "language": "language",
                    "at": "answered_at",
                },
                erasure=Erasure.KEPT_WITHOUT_PERSON,
                blanked=("response",),
            ),
            fact(
                "grade",
                *OF_ATTEMPT,
                quiz="attempt_id.quiz",
                points="points",
                most="max_points",
                passed="passed",
                reason="reason",
                at="graded_at",
            ),
        ),
    ),
    Kept(
        key="notes",
        basis=Basis.PUBLIC_TASK,
        period=ACCOUNT,
        holdings=(
            deleted(
                "note",
                *OF_ENROLMENT,
                module="enrolment_id.module_id.key",
                activity="activity",
                text="text",
                at="saved_at",
            ),
        ),
    ),
    Kept(
        key="reports",
        basis=Basis.PUBLIC_TASK,
        # The words; the fact that there was a report stays.
        period=Period(end=End.DECIDED, days=366),
        holdings=(
            fact(
                "question_report",
                "person_id",
                quiz="quiz",
                question="question",
                segment="segment",
                language="language",
                kind="kind",
                at="reported_at",
            ),
            Holding(
                table="report_message",
                path=("report_id", "person_id"),
                shown={"part": "part", "text": "text", "at": "written_at", "seen": "seen_at"},
                erasure=Erasure.OVERWRITTEN,
                blanked=("text",),
            ),
            fact("report_decision", "report_id", "person_id", decision="decision", at="decided_at"),
        ),
    ),
    Kept(
        key="required",
        basis=Basis.PUBLIC_TASK,
        period=ACCOUNT,
        holdings=(
            deleted("assigned_person", "person_id", module="assignment_id.module_id.key", due="assignment_id.due_on"),
            deleted(
                "reminder",
                "person_id",
                module="assignment_id.module_id.key",
                round="round",
                name="name",
                at="posted_at",
            ),
        ),
    ),
)
