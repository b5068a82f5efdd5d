"""Break-glass: a chart in an emergency, recorded before it opens and reviewed after (decision 0024)."""
