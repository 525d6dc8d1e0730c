"""The merchant's and the agency's door: pages, and the slots that integrations fill."""
