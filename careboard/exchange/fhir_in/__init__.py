"""FHIR R4 in: what one resource becomes in a chart. What is not understood keeps its words."""
