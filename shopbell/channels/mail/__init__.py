"""E-mail as pure functions: bytes in, data classes out; no database, no network, no clock."""
