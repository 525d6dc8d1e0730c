"""The triggers of credit notes in PostgreSQL; those of invoices are in triggers_postgresql.py."""


def _exceeds(column: str) -> str:
    """Whether, of the line `l`, issued notes and the one being issued take more than was sold."""
    return f"""
        l.{column} + (
            SELECT SUM(k.{column}) FROM invoices_creditnoteline k
              JOIN invoices_creditnote n ON n.id = k.credit_note_id
             WHERE k.line_id = l.id AND (n.issued_at IS NOT NULL OR n.id = NEW.id)
        ) NOT BETWEEN LEAST(0, l.{column}) AND GREATEST(0, l.{column})
    """  # noqa: S608 - of no one's input


# The invoice is locked: two credit notes issued at once must see each other.
_NOTE = f"""
CREATE FUNCTION invoices_hold_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.issued_at IS NOT NULL THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'a credit note starts as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.issued_at IS NOT NULL THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'an issued credit note is never edited or deleted';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.issued_at IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM invoices_invoice WHERE id = NEW.invoice_id FOR UPDATE;
    IF (
        SELECT COUNT(*) > 0
           AND SUM(net) = NEW.net AND SUM(vat) = NEW.vat AND SUM(gross) = NEW.total
          FROM invoices_creditnoteline WHERE credit_note_id = NEW.id
    ) IS NOT TRUE THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'the lines do not sum to the credit note';
    END IF;
    IF EXISTS (
        SELECT 1 FROM invoices_creditnoteline c JOIN invoices_invoiceline l ON l.id = c.line_id
          JOIN invoices_invoice i ON i.id = l.invoice_id
         WHERE c.credit_note_id = NEW.id
           AND (l.invoice_id <> NEW.invoice_id OR i.issued_at IS NULL
                OR {_exceeds("net")} OR {_exceeds("vat")} OR {_exceeds("gross")})
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'a credit note takes no more than was sold';
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 - of no one's input

_LINE = """
CREATE FUNCTION invoices_hold_credit_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT issued_at FROM invoices_creditnote
         WHERE id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NEW.credit_note_id ELSE OLD.credit_note_id END,
            CASE WHEN TG_OP = 'DELETE' THEN OLD.credit_note_id ELSE NEW.credit_note_id END)
         FOR SHARE
    LOOP
        IF held.issued_at IS NOT NULL THEN
            RAISE integrity_constraint_violation
                USING MESSAGE = 'the lines of an issued credit note are final';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

INSTALL = (
    _NOTE,
    _LINE,
    """
    CREATE TRIGGER invoices_hold_credit_note
    BEFORE INSERT OR UPDATE OR DELETE ON invoices_creditnote
    FOR EACH ROW EXECUTE FUNCTION invoices_hold_credit_note()
    """,
    """
    CREATE TRIGGER invoices_hold_credit_line
    BEFORE INSERT OR UPDATE OR DELETE ON invoices_creditnoteline
    FOR EACH ROW EXECUTE FUNCTION invoices_hold_credit_line()
    """,
)

REMOVE = (
    "DROP TRIGGER invoices_hold_credit_line ON invoices_creditnoteline",
    "DROP TRIGGER invoices_hold_credit_note ON invoices_creditnote",
    "DROP FUNCTION invoices_hold_credit_line()",
    "DROP FUNCTION invoices_hold_credit_note()",
)
