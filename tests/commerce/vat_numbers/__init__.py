"""VAT numbers: the questions that sales put, and the register that answers them."""
