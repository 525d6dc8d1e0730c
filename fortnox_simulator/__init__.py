"""A local Fortnox: real HTTP, state, faults and a clock. Shares no code with Tamio."""
