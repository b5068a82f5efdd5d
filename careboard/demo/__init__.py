"""The sample clinic: invented people in a real vault, so that anybody can look around.

Its contents are the same each time; its keys are random, and its passphrases stand on the screen.
"""

from careboard.demo.clinic import NOW, Sample, make
from careboard.demo.staff import SignIn

__all__ = ["NOW", "Sample", "SignIn", "make"]
