"""`permeance init DIR`: writes a company folder to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from permeance.cli.output import EXIT_DONE, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write; nothing that is there is overwritten")
    parser.add_argument("--excel", action="store_true", help="one workbook with a sheet a table, instead of CSV files")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.exposure.folder.template import write_template

    written = write_template(arguments.folder, excel=arguments.excel)
    if arguments.format == "json":
        print_json({"folder": str(arguments.folder), "files": [path.name for path in written], "problems": []})
    else:
        say(*map(str, written), "", f"README.txt says how to fill it in; then: permeance check {arguments.folder}")
    return EXIT_DONE
