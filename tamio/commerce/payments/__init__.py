"""How an invoice is paid: terms, payment reference, bankgiro."""
