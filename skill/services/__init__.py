"""Amazon's services, as far as this skill calls them; loaded with the first call, not at the start."""
