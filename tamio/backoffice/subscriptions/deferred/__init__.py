"""What subscriptions have billed for months to come: a page, a table and a file of vouchers."""
