"""The triggers of credit notes in SQLite; those of invoices are in triggers_sqlite.py."""

_LINE_IS_ISSUED = """
    EXISTS (SELECT 1 FROM invoices_creditnote
             WHERE id IN ({notes}) AND issued_at IS NOT NULL)
"""


def _exceeds(column: str) -> str:
    """Whether, of the line `l`, issued notes and the one being issued take more than was sold."""
    return f"""
        ROUND(l.{column} + (
            SELECT SUM(k.{column}) FROM invoices_creditnoteline k
              JOIN invoices_creditnote n ON n.id = k.credit_note_id
             WHERE k.line_id = l.id AND (n.issued_at IS NOT NULL OR n.id = NEW.id)
        ), 2) NOT BETWEEN MIN(0, l.{column}) AND MAX(0, l.{column})
    """  # noqa: S608 - of no one's input


INSTALL = (
    """
    CREATE TRIGGER credit_note_starts_as_a_draft BEFORE INSERT ON invoices_creditnote
    WHEN NEW.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a credit note starts as a draft'); END
    """,
    """
    CREATE TRIGGER credit_note_issued_is_final BEFORE UPDATE ON invoices_creditnote
    WHEN OLD.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an issued credit note is never edited'); END
    """,
    """
    CREATE TRIGGER credit_note_issued_adds_up BEFORE UPDATE ON invoices_creditnote
    WHEN OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL
     AND (SELECT COUNT(*) > 0
             AND ROUND(SUM(net), 2) = NEW.net
             AND ROUND(SUM(vat), 2) = NEW.vat
             AND ROUND(SUM(gross), 2) = NEW.total
            FROM invoices_creditnoteline WHERE credit_note_id = NEW.id) IS NOT 1
    BEGIN SELECT RAISE(ABORT, 'the lines do not sum to the credit note'); END
    """,
    f"""
    CREATE TRIGGER credit_note_takes_no_more_than_was_sold BEFORE UPDATE ON invoices_creditnote
    WHEN OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL
     AND EXISTS (
        SELECT 1 FROM invoices_creditnoteline c JOIN invoices_invoiceline l ON l.id = c.line_id
          JOIN invoices_invoice i ON i.id = l.invoice_id
         WHERE c.credit_note_id = NEW.id
           AND (l.invoice_id <> NEW.invoice_id OR i.issued_at IS NULL
                OR {_exceeds("net")} OR {_exceeds("vat")} OR {_exceeds("gross")})
     )
    BEGIN SELECT RAISE(ABORT, 'a credit note takes no more than was sold'); END
    """,  # noqa: S608 - of no one's input
    f"""
    CREATE TRIGGER credit_note_issued_takes_no_line BEFORE INSERT ON invoices_creditnoteline
    WHEN {_LINE_IS_ISSUED.format(notes="NEW.credit_note_id")}
    BEGIN SELECT RAISE(ABORT, 'an issued credit note takes no more lines'); END
    """,
    f"""
    CREATE TRIGGER credit_note_issued_keeps_its_lines BEFORE UPDATE ON invoices_creditnoteline
    WHEN {_LINE_IS_ISSUED.format(notes="OLD.credit_note_id, NEW.credit_note_id")}
    BEGIN SELECT RAISE(ABORT, 'a line of an issued credit note is never edited'); END
    """,
)

REMOVE = tuple(
    f"DROP TRIGGER {name}"
    for name in (
        "credit_note_starts_as_a_draft",
        "credit_note_issued_is_final",
        "credit_note_issued_adds_up",
        "credit_note_takes_no_more_than_was_sold",
        "credit_note_issued_takes_no_line",
        "credit_note_issued_keeps_its_lines",
    )
)
