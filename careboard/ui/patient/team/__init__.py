"""The care team of a patient: who reads the chart, who joins, who leaves."""
