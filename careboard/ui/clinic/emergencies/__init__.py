"""Charts in an emergency: opened with a reason, told to everybody, reviewed by a privacy officer."""
