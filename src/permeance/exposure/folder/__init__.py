"""A company folder as it stands on disk: its tables and settings, read with every fault named."""

from permeance.exposure.folder.check import check_folder
from permeance.exposure.folder.reader import read_folder
from permeance.exposure.folder.sheets import SHEETS

__all__ = ["SHEETS", "check_folder", "read_folder"]
