"""The composer: notes by template, scales, vital signs, additions; kept as drafts until the vault has them."""
