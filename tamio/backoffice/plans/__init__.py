"""Plans in the catalogue: a variant sold again and again, and its terms as they were and are."""
