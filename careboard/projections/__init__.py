"""What the record means: pure folds from entries to charts."""
