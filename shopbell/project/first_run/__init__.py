"""From nothing to one's own shop: the page that a fresh installation shows until somebody can sign in."""
