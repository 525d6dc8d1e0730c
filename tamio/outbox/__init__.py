"""What happened and who must hear of it: facts on record, lanes that deliver them."""
