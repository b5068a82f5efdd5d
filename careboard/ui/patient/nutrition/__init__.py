"""Nutrition as a section of the patient's page: intake of the last days, the meal plan, its versions, the handout."""
