"""A consumer's withdrawal: declared, acknowledged, decided; ends in a credit note and a refund."""
