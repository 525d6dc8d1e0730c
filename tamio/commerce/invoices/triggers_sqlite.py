"""The triggers in SQLite. Sums are compared rounded: SQLite adds as floating point."""

_LINE_IS_ISSUED = """
    EXISTS (SELECT 1 FROM invoices_invoice
             WHERE id IN ({invoices}) AND issued_at IS NOT NULL)
"""

INSTALL = (
    """
    CREATE TRIGGER invoice_starts_as_a_draft BEFORE INSERT ON invoices_invoice
    WHEN NEW.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an invoice starts as a draft'); END
    """,
    """
    CREATE TRIGGER invoice_issued_is_final BEFORE UPDATE ON invoices_invoice
    WHEN OLD.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an issued invoice is never edited'); END
    """,
    """
    CREATE TRIGGER invoice_issued_adds_up BEFORE UPDATE ON invoices_invoice
    WHEN OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL
     AND (SELECT COUNT(*) > 0
             AND ROUND(SUM(net), 2) = NEW.net
             AND ROUND(SUM(vat), 2) = NEW.vat
             AND ROUND(SUM(gross), 2) = NEW.total
            FROM invoices_invoiceline WHERE invoice_id = NEW.id) IS NOT 1
    BEGIN SELECT RAISE(ABORT, 'the lines do not sum to the invoice'); END
    """,
    f"""
    CREATE TRIGGER invoice_issued_takes_no_line BEFORE INSERT ON invoices_invoiceline
    WHEN {_LINE_IS_ISSUED.format(invoices="NEW.invoice_id")}
    BEGIN SELECT RAISE(ABORT, 'an issued invoice takes no more lines'); END
    """,
    f"""
    CREATE TRIGGER invoice_issued_keeps_its_lines BEFORE UPDATE ON invoices_invoiceline
    WHEN {_LINE_IS_ISSUED.format(invoices="OLD.invoice_id, NEW.invoice_id")}
    BEGIN SELECT RAISE(ABORT, 'a line of an issued invoice is never edited'); END
    """,
)

REMOVE = tuple(
    f"DROP TRIGGER {name}"
    for name in (
        "invoice_starts_as_a_draft",
        "invoice_issued_is_final",
        "invoice_issued_adds_up",
        "invoice_issued_takes_no_line",
        "invoice_issued_keeps_its_lines",
    )
)
