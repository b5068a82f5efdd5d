"""The people of the clinic as a member sees them, and what the own role allows.

Who left stays known by name, because what they signed stays.
"""

from dataclasses import dataclass

from careboard.clinical.people import Author, Role
from careboard.documents.keys_on_paper import Kit
from careboard.vault.keyslot import KdfCost
from careboard.vault.policy import TEAM
from careboard.workflow import founding
from careboard.workflow.clinic import chosen_teams
from careboard.workflow.reading import authors_of
from careboard.workflow.session.recording import Recording


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the clinic, with the roles of today; none when they left."""

    author: Author
    roles: tuple[Role, ...]

    @property
    def belongs(self) -> bool:
        """Do they belong to the clinic now?"""
        return bool(self.roles)


class Colleagues(Recording):
    """Who is who, and one more."""

    def people(self) -> tuple[Colleague, ...]:
        """Everybody who ever belonged to the clinic, those who do now first, by name."""
        registry, people = self.vault.registry, []
        for author in {author.member: author for author in self.authors.values()}.values():
            roles = registry.members[registry.signing(author.member)].roles
            people.append(Colleague(author, tuple(role for role in Role if role in roles)))
        return tuple(sorted(people, key=lambda one: (not one.belongs, one.author.name.casefold())))

    @property
    def may_enrol(self) -> bool:
        """Does whoever is signed in administer the clinic?"""
        return Role.ADMIN in self.vault.roles

    @property
    def may_register(self) -> bool:
        """May whoever is signed in begin a chart, by hand or by an import?"""
        return self.vault.registry.policy.may_write_schema("registration", self.vault.roles)

    def enrol(
        self, person: founding.Person, *, cost: KdfCost | None = None, keep: founding.Keep = founding.on_no_paper
    ) -> Kit:
        """Make one more member; those who treat or coordinate are handed the charts that this member reads.

        Where the clinic chooses its care teams they are handed none, and join the teams that somebody adds them to.
        `keep` puts the kit on paper before anybody is enrolled; what fails takes everything back.
        """
        self.vault.catch_up()
        self.renew_keys(self.vault.registry.clinic_stream)
        everywhere = person.role in TEAM and not chosen_teams(self.vault)
        charts = [chart.patient for chart in self.charts()] if everywhere else []
        kit, _member = founding.enrol(self.vault, person, cost=cost, keep=keep, charts=charts)
        self.authors = authors_of(self.vault)
        return kit
