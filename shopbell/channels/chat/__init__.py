"""The chat widget apart from the database's writers: what a shop chose, what it says, what a visitor may read."""
