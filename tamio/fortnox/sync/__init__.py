"""What is sent to Fortnox and how: mapping, master data, submit, proof, connect."""
