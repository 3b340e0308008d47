"""Where everything of a workspace lies: one place for the folder names that design and users rely on."""

from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = "quarterlight.toml"


@dataclass(frozen=True)
class Workspace:
    """The folder that holds one or several authorities' settings, landings, warehouses and returns."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS_FILE

    @property
    def mappings(self) -> Path:
        return self.root / "mappings"

    @property
    def prefect_home(self) -> Path:
        return self.root / ".prefect"

    def landing(self, authority: str) -> Path:
        return self.root / "landing" / authority

    def warehouse(self, authority: str) -> Path:
        return self.root / "warehouse" / f"{authority}.duckdb"

    def validation(self, authority: str, load_id: str) -> Path:
        return self.root / "validation" / authority / load_id

    def findings(self, authority: str, load_id: str) -> Path:
        return self.root / "findings" / authority / f"{load_id}.csv"

    def returns(self, authority: str, quarter: str) -> Path:
        return self.root / "returns" / authority / quarter

    def ledger(self, authority: str) -> Path:
        return self.root / "ledger" / f"{authority}.jsonl"

    def relative(self, path: Path) -> str:
        """The path as people read it: from the workspace where it lies inside, else whole."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
