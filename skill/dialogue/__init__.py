"""What every turn shares: the session, the estimate of where somebody is, wording and delivery."""
