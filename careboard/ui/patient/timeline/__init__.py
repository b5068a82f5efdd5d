"""The timeline on the screen: overview strip, filters, the list of entries as cards."""
