"""Products in and out as tables: CSV and Excel, the same columns both ways."""
