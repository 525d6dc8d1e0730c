"""How things look and read: tokens, icons, formats of money and time; shared by every door."""
