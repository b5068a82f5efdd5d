"""Which medicine is meant: by its code, or by a Medication that a reference leads to.

The words of the source stay whole; an ingredient's strength is kept as it is written, per tablet or per mL.
"""

from careboard.clinical.dosage import Medicine
from careboard.clinical.values import NOT_RECORDED, RXNORM, SNOMED_CT, Amount, Coded
from careboard.exchange.fhir_in.datatypes import as_coded, coded, joined, plain, quantity
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words

_SYSTEMS = {RXNORM: "RxNorm", SNOMED_CT: "SNOMED CT", "http://hl7.org/fhir/sid/ndc": "NDC"}
_NOT_LEADING = "names a medicine that is not in these files."


def named(resource: Element) -> Coded | None:
    """What medication[x] calls the medicine: the code, that of the Medication it leads to, or the display."""
    if resource.choice("medication") == "medicationCodeableConcept":
        return _in_words(coded(resource, "medicationCodeableConcept"))
    stated, found = resource.one("medicationReference"), product(resource)
    display = stated.text("display") if stated else ""
    code = coded(found, "code") if found else None
    if code and display and _is_bare(code):
        return Coded(display, code.codings)
    return _in_words(code) or _of_ingredients(found) or (Coded(display) if display else None)


def _is_bare(code: Coded) -> bool:
    """Whether a code comes without any words."""
    return code.text in (one.code for one in code.codings) and not any(one.display for one in code.codings)


def _in_words(code: Coded | None) -> Coded | None:
    """A code; one without any words names its system, so that nobody takes "5640" for a medicine's name or dose."""
    if code is None or not _is_bare(code):
        return code
    first = code.codings[0]
    return Coded(f"{_SYSTEMS.get(first.system, 'Code')} {first.code}", code.codings)


def product(resource: Element) -> Element | None:
    """The Medication that medicationReference leads to, if it is here."""
    stated = resource.one("medicationReference")
    found = resource.reader.found(stated.text("reference")) if stated else None
    return found if found is not None and found.path == "Medication" else None


def medicine(resource: Element) -> Medicine:
    """The medicine; one that nothing names is "Not recorded", and leaves a doubt."""
    code, found = named(resource), product(resource)
    if code is None:
        resource.doubt(_NOT_LEADING)
    thing = code or Coded(NOT_RECORDED)
    rxcui = next((one.code for one in thing.codings if one.system == RXNORM and _digits(one.code)), None)
    form = coded(found, "form") if found else None
    ingredients = found.unless_wrong(lambda: _ingredients(found), ()) if found else ()
    strengths = tuple(strength for _, strength in ingredients if strength)
    return Medicine(
        thing.text,
        rxcui,
        tuple(name for name, _ in ingredients),
        strengths if len(strengths) == len(ingredients) else (),
        form.text if form else "",
        codings=thing.codings,
    )


def lot(resource: Element) -> str:
    """The lot number of the product, if one is stated."""
    found = product(resource)
    batch = found.one("batch") if found else None
    return batch.text("lotNumber") if batch else ""


def _digits(code: str) -> bool:
    return code.isascii() and code.isdigit()


def _of_ingredients(found: Element | None) -> Coded | None:
    names = joined((name for name, _ in _ingredients(found)), " / ") if found else ""
    return Coded(names) if names else None


def _ingredients(found: Element) -> tuple[tuple[str, Amount | None], ...]:
    """Each ingredient with its strength, where one is stated exactly."""
    stated = [(_ingredient(one), _strength(one)) for one in found.many("ingredient")]
    return tuple((name, strength) for name, strength in stated if name)


def _ingredient(stated: Element) -> str:
    concept = stated.one("itemCodeableConcept")
    code = as_coded(concept) if concept else None
    return code.text if code else reference_words(stated.one("itemReference"))


def _strength(stated: Element) -> Amount | None:
    """So much in each tablet ("500 mg"), or in so much of a liquid ("2 meq/mL", "0.9 g/100 mL"): never computed."""
    ratio = stated.one("strength")
    above, below = (quantity(ratio, name) if ratio else None for name in ("numerator", "denominator"))
    if above is None or above.value <= 0 or above.comparator:
        return None
    measured = below is not None and below.ucum not in ("", "1") and not below.ucum.startswith("{")
    if below is None or (below.value == 1 and not measured):
        return Amount(above.value, above.unit, ucum=above.ucum)
    per = below.unit if below.value == 1 else f"{plain(below.value)} {below.unit}".strip()
    exact = above.ucum if below.value == 1 and above.ucum else ""
    return Amount(above.value, f"{above.unit}/{per}", ucum=f"{exact}/{below.ucum}" if exact and below.ucum else "")
