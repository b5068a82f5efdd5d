"""State machines: clinics whose computers do anything in any order, and what must hold of them whatever they do."""
