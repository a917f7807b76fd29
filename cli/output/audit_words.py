"""What audits say of counts, in words for tables."""

from domain.counts import AuditedCount


def format_conversations(count: int, audited: AuditedCount | None) -> str:
    """ "340", or of an audited theme "340 (310 to 372)": how many truly are about it."""
    return f"{count:,}" + (f" ({audited.low:,} to {audited.high:,})" if audited else "")


def format_audit(told: AuditedCount) -> str:
    """When a theme was audited, and what came of it."""
    return (
        f"Audited on {told.audited_at:%Y-%m-%d}: {told.estimate:,} conversations truly ask this "
        f"({told.low:,} to {told.high:,}, 95 %)."
    )
