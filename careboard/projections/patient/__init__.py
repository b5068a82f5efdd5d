"""Who the patient is, where in care, and what may be given to whom."""
