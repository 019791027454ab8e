"""What people say: sentence templates, and the interaction models built from them. Never deployed."""
