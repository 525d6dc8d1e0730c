"""Invoices and credit notes as PDF: what stands on them, and how it is set."""
