"""The quality desk: bringing in live replies and scoring them in bulk."""
