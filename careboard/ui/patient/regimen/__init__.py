"""The regimen as a table: current and past medicines, two lines each (decision 0012: MED-01 to MED-19)."""
