"""What the computer itself says of its screen: locked, asleep, handed to another user; one module per platform."""
