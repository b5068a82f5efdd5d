"""Is it FHIR R4? Asked of a checker that needs no network (tests/data/fhir_r4), and of fhir.resources.

Both are told what was written, byte for byte, never what was meant.
"""

import json
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

from fhir.resources.R4B import get_fhir_model_class

# Range: low <= high, which fhirpathpy cannot compare for quantities.
_NOT_EVALUATED = ("rng-2",)
_CHECKER = Path(__file__).parent / "data" / "fhir_r4" / "fhir_r4_check.py.txt"


def faults_of(written: bytes) -> list[str]:
    """What is wrong with a resource or Bundle, by the offline checker; every invariant was evaluated or is named."""
    checker = _checker().Checker(invariants=True)
    checker.skip = {}
    issues = checker.check(json.loads(written))
    faults = [f"{path}: {message}" for severity, path, message in issues if severity == "error"]
    return [*faults, *(f"{key} was not evaluated" for key in checker.skip if key not in _NOT_EVALUATED)]


def refusals_of(written: bytes) -> list[str]:
    """What fhir.resources (R4B, which changed none of the types used here) refuses of a Bundle's resources."""
    refusals = []
    for part in json.loads(written)["entry"]:
        resource = part["resource"]
        try:
            get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        except ValueError as error:
            refusals.append(f"{resource['resourceType']}: {error}")
    return refusals


@cache
def _checker() -> Any:
    loader = SourceFileLoader("fhir_r4_check", str(_CHECKER))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module
