"""Other systems and other installations: FHIR, C-CDA, backup."""
