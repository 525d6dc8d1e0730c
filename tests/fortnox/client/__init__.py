"""Rules of the Fortnox client, against recorded answers of the real Fortnox."""
