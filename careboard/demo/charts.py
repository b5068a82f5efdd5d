"""Every patient of the sample clinic."""

from careboard.demo import (
    abernathy,
    castellano,
    delgado,
    haddad,
    lindqvist,
    nakamura,
    novak,
    okafor,
    osman,
    park,
    rivera,
    whitfield,
)
from careboard.demo.telling import Story

STORIES: tuple[Story, ...] = (
    rivera.STORY,
    okafor.STORY,
    lindqvist.STORY,
    castellano.STORY,
    nakamura.STORY,
    delgado.STORY,
    abernathy.STORY,
    osman.STORY,
    novak.STORY,
    whitfield.STORY,
    park.STORY,
    haddad.STORY,
)
