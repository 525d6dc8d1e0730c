"""One digest, not a flood: what needs a person, told by e-mail and on a page."""
