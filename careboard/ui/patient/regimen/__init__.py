"""The regimen as a table: current and past medicines, two lines each, in the rules MED-01 to MED-19 of UX.md."""
