"""One patient: the page with banner, timeline, composer, response chart, regimen, forms and summary."""
