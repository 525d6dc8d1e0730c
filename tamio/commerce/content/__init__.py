"""How a store's shop looks, where it lives, and the pages of text it has."""
