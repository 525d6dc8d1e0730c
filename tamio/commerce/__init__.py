"""What a shop is: money, VAT, people, stores, catalogue, customers, invoices, payments, checkout."""
