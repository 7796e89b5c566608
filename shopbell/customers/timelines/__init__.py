"""What customers themselves add to somebody’s history."""
