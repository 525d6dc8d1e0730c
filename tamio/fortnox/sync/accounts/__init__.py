"""Which account each row of a sale is booked on: chosen, suggested, checked, decided."""
