"""The command that measures: bench.

Each figure stands beside its baseline from the same run. A limit that is missed is told; it is no error of the command.
"""

import argparse
import os
from functools import partial

from careboard.bench.measure import Measure
from careboard.bench.measures import MEASURES
from careboard.bench.vaults import tell
from careboard.cli import asking

_COLUMNS = {
    "name": "Measure",
    "value": "Value",
    "baseline": "Baseline",
    "ratio": "Ratio",
    "limit": "At most",
    "of": "Of",
}

_QUIET = 0.5
LEAST_RECORDS = 10_000


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Put `bench` into the grammar."""
    command = commands.add_parser("bench", help="the project's own measures, each beside its baseline")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.add_argument("--only", nargs="+", choices=list(MEASURES), metavar="NAME", help="only these measures")
    command.add_argument(
        "--records", type=_records, default=100_000, help="of the vault in chart-in-million; whole: 1000000"
    )
    command.set_defaults(run=bench, refused=asking.refused)


def _records(typed: str) -> int:
    """How many records the large vault has; the one beside it has no more than the least."""
    if (number := int(typed)) < LEAST_RECORDS:
        raise argparse.ArgumentTypeError(f"at least {LEAST_RECORDS}")
    return number


def bench(options: argparse.Namespace) -> int:
    """`careboard bench`."""
    if (busy := _busy()) is not None:
        tell(f"This computer is busy ({busy:.1f} at work for each processor): figures beside a frame will be too high.")
    rows = []
    for name, measure in MEASURES.items():
        if not options.only or name in options.only:
            tell(f"measuring {name}")
            work = partial(measure, records=options.records) if name == "chart-in-million" else measure
            rows.append(work())
    if options.json:
        asking.print_json([_row(measured) for measured in rows])
    else:
        asking.print_table([_told(measured) for measured in rows], _COLUMNS)
    return 0


def _busy() -> float | None:
    """How many programs wait for each processor, where that is too many to measure well."""
    if not hasattr(os, "getloadavg"):
        return None
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return load if load > _QUIET else None


def _row(measured: Measure) -> dict[str, object]:
    baseline, ratio = measured.baseline, measured.ratio
    return {
        "name": measured.name,
        "value": round(measured.value, 3),
        "unit": measured.unit,
        "baseline": baseline if isinstance(baseline, str) else round(baseline, 3),
        "ratio": None if ratio is None else round(ratio, 3),
        "limit": measured.limit,
        "of": measured.of,
    }


def _told(measured: Measure) -> dict[str, object]:
    row = _row(measured)
    missed = "" if measured.holds is not False else " (missed)"
    return {**row, "value": f"{row['value']} {measured.unit}", "ratio": f"{row['ratio'] or ''}{missed}"}
