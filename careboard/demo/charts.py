"""Every patient of the sample clinic."""

from careboard.demo import rivera
from careboard.demo.telling import Story

STORIES: tuple[Story, ...] = (rivera.STORY,)
