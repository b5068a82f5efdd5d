"""Orders, and what is seen of them, each a sheet beside the chart: it previews, warns, and names the patient."""
