"""What people see of the integration: panels and pages it adds to the back office."""
