"""What helps somebody who writes a note: runs of text with their origin, blanks, phrases, and values of the chart."""
