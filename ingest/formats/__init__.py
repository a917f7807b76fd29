"""File formats: bytes to rows, records and e-mails, within limits. No tool is known here."""
