"""What a member may write about a patient, and how: templates, scales, vital signs, private notes, who reads along."""
