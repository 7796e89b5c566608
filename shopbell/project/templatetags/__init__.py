"""What Django templates (the sign-in pages) need of ours."""
