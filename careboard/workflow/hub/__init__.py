"""What a member does about the clinic's hub: make it, join it, approve, see its state."""
