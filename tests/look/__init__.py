"""The visual language: what draws pages, whoever's they are."""
