"""What a shop is: money, VAT, people, stores, products, customers, invoices, payments, carts."""
