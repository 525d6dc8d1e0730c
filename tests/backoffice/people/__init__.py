"""The people of a store and of an agency: pages, invitations, and what is told of them."""
