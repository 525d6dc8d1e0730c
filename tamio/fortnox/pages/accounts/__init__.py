"""The page of the accounts: the matrix, last month's rows by account, products of their own."""
