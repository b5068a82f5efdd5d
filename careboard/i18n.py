"""The sentences of the program in the reader's language.

English is the language of the source; Spanish exists for all that a patient reads. A missing catalogue means English.
"""

import gettext as _gettext
from functools import cache

from careboard.assets import resource


@cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """The translations for a language code such as "es"; an unknown one answers in English."""
    return _gettext.translation("careboard", resource("locale"), [language], fallback=True)


def gettext(sentence: str, language: str = "en") -> str:
    """The sentence in the given language."""
    return catalogue(language).gettext(sentence)


def filled(sentence: str, **values: object) -> str:
    """The sentence in the language of the program, with its values in their places."""
    return gettext(sentence).format(**values)


def later(sentence: str) -> str:
    """A sentence that is looked up where it is shown; here it is only marked as one."""
    return sentence


def ngettext(one: str, many: str, count: int, language: str = "en") -> str:
    """The sentence for one or for many, in the given language."""
    return catalogue(language).ngettext(one, many, count)
