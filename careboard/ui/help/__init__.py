"""Help: every shortcut in one list, and the pages of help for where one stands."""
