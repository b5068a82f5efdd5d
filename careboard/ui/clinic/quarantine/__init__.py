"""What is held back: records that do not stand, why, and which of them an administrator lets stand again."""
