"""Every PDF."""
