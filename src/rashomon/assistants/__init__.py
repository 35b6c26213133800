"""A library for assistants: read-only answers that name the characters they were read from."""
