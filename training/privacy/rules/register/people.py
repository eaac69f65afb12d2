"""What is kept so that somebody can come in?"""

from training.privacy.rules.register.shapes import (
    ACCOUNT,
    Basis,
    End,
    Erasure,
    Holding,
    Kept,
    Period,
    deleted,
)

OF_PEOPLE: tuple[Kept, ...] = (
    Kept(
        key="account",
        basis=Basis.PUBLIC_TASK,
        # Three years without a sign-in.
        period=Period(end=End.UNUSED, days=1096),
        holdings=(
            Holding(
                table="person",
                path=("id",),
                shown={
                    "name": "name",
                    "email": "email",
                    "organisation": "organisation_id.name",
                    "language": "language",
                    "since": "created_at",
                    "extra_time": "extra_time_percent",
                    "reminders": "wants_reminders",
                },
                erasure=Erasure.OVERWRITTEN,
            ),
            deleted(
                "role_grant",
                "person_id",
                role="role",
                region="region_id.key",
                organisation="organisation_id.name",
                language="language",
                module="module",
                since="granted_at",
            ),
            deleted("identity", "person_id", provider="issuer", number="subject", since="joined_at"),
        ),
    ),
    Kept(
        key="sign-ins",
        basis=Basis.LEGAL_DUTY,
        period=Period(end=End.SIGN_IN_OVER, days=30),
        holdings=(
            deleted(
                "sign_in",
                "person_id",
                begun="started_at",
                seen="seen_at",
                ended="ended_at",
                way="way",
                device="device",
            ),
        ),
    ),
    Kept(
        key="factors",
        basis=Basis.LEGAL_DUTY,
        period=ACCOUNT,
        holdings=(
            deleted("authenticator", "person_id", since="added_at"),
            deleted("passkey", "person_id", name="name", since="added_at", used="used_at"),
            deleted("recovery_code", "person_id", since="made_at", used="used_at"),
        ),
    ),
    Kept(
        key="tokens",
        basis=Basis.PUBLIC_TASK,
        period=ACCOUNT,
        holdings=(
            deleted("access_token", "person_id", name="name", since="made_at", until="expires_at", used="used_on"),
        ),
    ),
    Kept(
        key="files",
        basis=Basis.PUBLIC_TASK,
        # A file itself is kept for seven days, with its row.
        period=ACCOUNT,
        holdings=(
            deleted("ordered_file", "person_id", about="content", form="kind", since="ordered_at", file="name"),
            deleted("delivery", "person_id", place="place", way="way", since="made_at", sent="sent_at"),
        ),
    ),
)
