"""The response chart: doses, side effects, risk, scores and measures of one patient over one axis of time."""
