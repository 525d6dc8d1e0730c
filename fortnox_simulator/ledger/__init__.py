"""The books: the chart of accounts, per financial year, and what VAT an account carries."""
