"""What people see of the integration: panels, pages, and the way to Fortnox and back."""
