"""What is planned, eaten and handed out: the versions of the meal plan, the intake by day, the patient's handout.

Nothing is worked out of what somebody ate beyond counting it; a supplement rule is quoted, never decided.
"""
