"""Which measures there are, by the names of the contract, in the order in which they are told.

A measure is a function that needs nothing and answers one figure; its sizes can be made smaller.
"""

from collections.abc import Callable, Mapping

from careboard.bench.in_window import chart_window, composer_keystroke, tab_first_content
from careboard.bench.measure import Measure
from careboard.bench.opening import chart_in_million, first_screenful, open_chart
from careboard.bench.papers import summary_pdf
from careboard.bench.screens import response_first, response_frame, timeline_first, timeline_frame
from careboard.bench.searches import search_keystroke, search_ready
from careboard.bench.signing import sign
from careboard.bench.starting import first_window

MEASURES: Mapping[str, Callable[..., Measure]] = {
    "first-window": first_window,
    "open-chart": open_chart,
    "first-screenful": first_screenful,
    "chart-in-million": chart_in_million,
    "sign": sign,
    "timeline-frame": timeline_frame,
    "timeline-first": timeline_first,
    "search-keystroke": search_keystroke,
    "search-ready": search_ready,
    "response-frame": response_frame,
    "response-first": response_first,
    "summary-pdf": summary_pdf,
    "composer-keystroke": composer_keystroke,
    "tab-first-content": tab_first_content,
    "chart-window": chart_window,
}
