"""The triggers in PostgreSQL: one function per table, raising as a violated constraint would."""

_INVOICE = """
CREATE FUNCTION invoices_hold_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.issued_at IS NOT NULL THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'an invoice starts as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.issued_at IS NOT NULL THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'an issued invoice is never edited or deleted';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.issued_at IS NOT NULL AND (
        SELECT COUNT(*) > 0
           AND SUM(net) = NEW.net AND SUM(vat) = NEW.vat AND SUM(gross) = NEW.total
          FROM invoices_invoiceline WHERE invoice_id = NEW.id
    ) IS NOT TRUE THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'the lines do not sum to the invoice';
    END IF;
    RETURN NEW;
END $$
"""

# FOR SHARE: a line that is added while the invoice is being issued waits, and then sees it issued.
_LINE = """
CREATE FUNCTION invoices_hold_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT issued_at FROM invoices_invoice
         WHERE id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NEW.invoice_id ELSE OLD.invoice_id END,
            CASE WHEN TG_OP = 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END)
         FOR SHARE
    LOOP
        IF held.issued_at IS NOT NULL THEN
            RAISE integrity_constraint_violation
                USING MESSAGE = 'the lines of an issued invoice are final';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

INSTALL = (
    _INVOICE,
    _LINE,
    """
    CREATE TRIGGER invoices_hold_invoice BEFORE INSERT OR UPDATE OR DELETE ON invoices_invoice
    FOR EACH ROW EXECUTE FUNCTION invoices_hold_invoice()
    """,
    """
    CREATE TRIGGER invoices_hold_line BEFORE INSERT OR UPDATE OR DELETE ON invoices_invoiceline
    FOR EACH ROW EXECUTE FUNCTION invoices_hold_line()
    """,
)

REMOVE = (
    "DROP TRIGGER invoices_hold_line ON invoices_invoiceline",
    "DROP TRIGGER invoices_hold_invoice ON invoices_invoice",
    "DROP FUNCTION invoices_hold_line()",
    "DROP FUNCTION invoices_hold_invoice()",
)
