"""Submissions as a list, what is done to many of them, and the chart by the hour."""
