"""What is offered to a member who writes about a patient: templates by role, scales, who reads along, private notes.

The vault decides what may be signed; what it would refuse is not offered.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from careboard.clinical.clinic import Template
from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline, Role
from careboard.clinical.values import MemberId, PatientId
from careboard.projections.writing.phrases import Offered
from careboard.projections.writing.templates import FREE, id_of
from careboard.reference.templates import NoteTemplate, default_template, note_templates
from careboard.vault.policy import CO_SIGNERS, NOTE_TYPES_OF_COORDINATORS
from careboard.workflow.people import belonging
from careboard.workflow.session import Session
from careboard.workflow.writing.own_scales import own_offer
from careboard.workflow.writing.phrases import library
from careboard.workflow.writing.scales import FIRST, ScaleOffer, scale_offers
from careboard.workflow.writing.templates import templates_of

__all__ = ["FREE", "Offers", "SectionOffer", "TemplateOffer", "offered_as", "offers"]

_ONLY_COORDINATES = frozenset({Role.COORDINATOR, Role.ADMIN, Role.PRIVACY_OFFICER})


@dataclass(frozen=True, slots=True)
class SectionOffer:
    """A part of a note, and what to write there."""

    heading: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TemplateOffer:
    """A way to write a note. `mine`: it is one of this member's discipline."""

    id: str
    name: str
    type: NoteType
    sections: tuple[SectionOffer, ...]
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """All that this member may write here.

    `schemas` names the contents, `private` the private ones among them; `team` is who reads this chart, by name;
    `custody` tells whether two custody sheets open private notes. `phrases` are what `.name` writes out, `cosigners`
    those of the team whose role co-signs what this member writes, `roles` what each of the team is trusted to do.
    """

    discipline: Discipline
    templates: tuple[TemplateOffer, ...]
    default: str
    scales: tuple[ScaleOffer, ...]
    schemas: frozenset[str]
    private: tuple[str, ...]
    team: Mapping[MemberId, str]
    custody: bool
    phrases: tuple[Offered, ...] = ()
    cosigners: Mapping[MemberId, str] = field(default_factory=dict)
    roles: Mapping[MemberId, tuple[Role, ...]] = field(default_factory=dict)

    def template(self, named: str) -> TemplateOffer | None:
        """The template with this id."""
        return next((one for one in self.templates if one.id == named), None)


def offers(session: Session, patient: PatientId) -> Offers:
    """What the member who is signed in may write about a patient."""
    vault = session.vault
    roles, policy = vault.roles, vault.registry.policy
    schemas = frozenset(schema for schema, writers in policy.writers.items() if writers & roles)
    reads = belonging(vault, patient)
    discipline = session.me.discipline
    return Offers(
        discipline=discipline,
        templates=_templates(session, discipline, roles) if "note" in schemas else (),
        default=_default(roles),
        scales=_scales(session) if "assessment" in schemas else (),
        schemas=schemas,
        private=tuple(sorted(schemas & {"psychotherapy-note", "sud-counseling-note"})),
        team={author.member: author.name for key, author in session.authors.items() if key in reads},
        custody=policy.custody_opens_private and session.vault.registry.custody is not None,
        phrases=library(session).offered,
        cosigners=_cosigners(session, reads),
        roles={author.member: author.roles for key, author in session.authors.items() if key in reads},
    )


def _scales(session: Session) -> tuple[ScaleOffer, ...]:
    """Those used most often, the site's own, then all others."""
    known = scale_offers()
    return (*known[: len(FIRST)], *map(own_offer, session.site.own_scales), *known[len(FIRST) :])


def _cosigners(session: Session, reads: AbstractSet[str]) -> dict[MemberId, str]:
    active = session.vault.registry.active
    may = {key for key in reads if key != session.vault.member and active[key].roles & CO_SIGNERS}
    return {author.member: author.name for key, author in session.authors.items() if key in may}


def _default(roles: frozenset[Role]) -> str:
    found = (default_template(role.value) for role in Role if role in roles)
    return next((template.id for template in found if template is not None), FREE)


def _templates(session: Session, discipline: Discipline, roles: frozenset[Role]) -> tuple[TemplateOffer, ...]:
    """Those of the member's discipline first, the clinic's own before ours, and a note in one piece.

    One of the clinic's that has the name of one of ours stands in its place.
    """
    theirs = [offered_as(one, discipline) for one in templates_of(session).active]
    named = {one.id for one in theirs}
    ours = [_ours(one, discipline, roles) for one in note_templates() if one.id not in named]
    free = TemplateOffer(FREE, "Note", _free_type(discipline, roles), (SectionOffer("", "Write a note"),), mine=True)
    every = [*theirs, *ours, free]
    if roles <= _ONLY_COORDINATES:
        every = [one for one in every if one.type.value in NOTE_TYPES_OF_COORDINATORS]
    return tuple(sorted(every, key=lambda one: not one.mine))


def _ours(one: NoteTemplate, discipline: Discipline, roles: frozenset[Role]) -> TemplateOffer:
    """One of ours; what is a session to those who hold sessions is a note of their own kind to the medical staff."""
    sections = tuple(SectionOffer(section.heading, section.hint) for section in one.sections)
    session = one.note_type == NoteType.INDIVIDUAL
    usual = _free_type(discipline, roles) if session and discipline is Discipline.MEDICAL else NoteType(one.note_type)
    return TemplateOffer(one.id, one.name, usual, sections, discipline.value in one.disciplines)


def offered_as(one: Template, discipline: Discipline) -> TemplateOffer:
    """A template of the clinic, as it is offered to somebody of a discipline."""
    sections = tuple(SectionOffer(section.heading, section.prompt) for section in one.sections)
    return TemplateOffer(id_of(one.name), one.name, one.note_type, sections, one.discipline is discipline)


def _free_type(discipline: Discipline, roles: frozenset[Role]) -> NoteType:
    match discipline:
        case Discipline.NUTRITION:
            return NoteType.NUTRITION
        case Discipline.MEDICAL:
            return NoteType.MEDICAL if roles & {Role.PHYSICIAN, Role.NURSE_PRACTITIONER} else NoteType.NURSING
        case Discipline.COORDINATION:
            return NoteType.OUTREACH
        case Discipline.PSYCHIATRY | Discipline.COUNSELING:
            return NoteType.INDIVIDUAL
