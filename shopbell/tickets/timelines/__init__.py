"""What tickets add to the history of a customer."""
