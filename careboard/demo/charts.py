"""Every patient of the sample clinic."""

from careboard.demo import castellano, lindqvist, okafor, rivera
from careboard.demo.telling import Story

STORIES: tuple[Story, ...] = (rivera.STORY, okafor.STORY, lindqvist.STORY, castellano.STORY)
