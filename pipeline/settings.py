"""What a person may set: by environment variable (EARSHOT_HOME, EARSHOT_TIMEZONE ...) or option."""

from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from clustering.encoder.defaults import DEFAULT_MODEL, default_models_dir
from clustering.encoder.engine import EngineChoice
from domain.errors import BadInput
from domain.periods import Period, parse_period
from domain.themes import LifecycleThresholds
from ingest.language.codes import DEFAULT_LANGUAGES, KNOWN_LANGUAGES
from store.files.home import Home

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


class Settings(BaseSettings):
    """One workspace's settings. The environment is read here and nowhere else."""

    model_config = SettingsConfigDict(env_prefix="EARSHOT_", frozen=True, env_ignore_empty=True)

    home: Path = Field(default=Path("~/.earshot"))
    """The workspace's folder."""
    secrets: Path | None = None
    """Folder of the hashing key; beside the home by default."""
    models: Path | None = None
    """Folder of embedding models to look in first."""
    model: str = DEFAULT_MODEL
    """The model asks are embedded with: a name of ours, a folder, or a hub name."""
    engine: EngineChoice = "auto"
    """How the model's transformer runs: `torch` in 32-bit floats, `torch-bf16` in bfloat16; `auto`
    is the faster one on this processor."""
    timezone: str = "UTC"
    """IANA name; whose days periods are, and what naive times are read in."""
    week_start: Weekday = "monday"
    """The day a week begins on."""
    agents: str = ""
    """Ids, names, addresses or domains of the support team, between commas: for mail and chats,
    which do not say who is who."""
    detail: Literal["coarse", "normal", "fine"] = "normal"
    """How finely asks are told apart."""
    answers: Literal["auto", "off"] = "auto"
    """Whether what agents answered helps to find themes: as far as the data say it does, or not at
    all."""
    emerging_days: int = Field(default=28, ge=1, le=3_650)
    """Days after its birth that a theme is called emerging."""
    ageing_days: int = Field(default=45, ge=1, le=3_650)
    """Days without an ask after which a theme is called ageing."""
    retire_days: int = Field(default=90, ge=1, le=3_650)
    """Days without an ask after which a theme is retired, until it is asked about again."""
    languages: str = ",".join(DEFAULT_LANGUAGES)
    """Languages that customers write, as ISO 639-1 codes with commas between; the fewer, the surer
    short texts are told apart."""
    retention_days: int | None = Field(default=None, ge=1)
    """Days after which a conversation's words are erased, counted from the last thing that happened
    in it; None keeps them."""
    attributes: str = ""
    """Customer attributes to keep beside the usual ones (plan, version, platform ...): names with
    commas between. What is not listed is not kept."""
    wait: float = 60.0
    """Seconds to wait for another writer."""
    namer_url: str | None = None
    """Address of a service that speaks the OpenAI interface and may name themes, e.g.
    http://localhost:11434/v1. None: nothing is sent anywhere."""
    namer_model: str | None = None
    """The model to ask there."""
    namer_key: SecretStr | None = None
    """Its key, where it wants one."""
    namer_timeout: float = Field(default=20.0, gt=0)
    """Seconds to wait for one answer."""

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"'{name}' is not a time zone; use a name such as Europe/Kyiv"
            ) from None
        return name

    @field_validator("home", "secrets", "models")
    @classmethod
    def _check_folder(cls, folder: Path | None) -> Path | None:
        if folder is None:
            return None
        try:
            return folder.expanduser()
        except RuntimeError:
            raise ValueError(f"nobody's home folder is called '{folder.parts[0]}' here") from None

    @property
    def store(self) -> Home:
        """The workspace on disk."""
        return Home.from_path(self.home, self.secrets)

    @property
    def patience(self) -> LifecycleThresholds:
        """How long themes stay in a state of their life."""
        return LifecycleThresholds(self.emerging_days, self.ageing_days, self.retire_days)

    @property
    def models_dirs(self) -> tuple[Path, ...]:
        """Where ready models are looked for, in order."""
        own = (self.models.expanduser(),) if self.models else ()
        return (*own, self.store.models, default_models_dir())

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, text: str) -> str:
        codes = [code.strip().lower() for code in text.split(",") if code.strip()]
        unknown = [code for code in codes if code not in KNOWN_LANGUAGES]
        if unknown or len(set(codes)) < 2:
            wrong = f"'{unknown[0]}' is not a language" if unknown else "it names fewer than two"
            raise ValueError(f"{wrong}; use two or more codes such as ru,uk,en")
        return ",".join(codes)

    @property
    def spoken_languages(self) -> tuple[str, ...]:
        """The codes in `languages`."""
        return tuple(self.languages.split(","))

    @property
    def kept_attributes(self) -> tuple[str, ...]:
        """The names in `attributes`."""
        return tuple(name.strip() for name in self.attributes.split(",") if name.strip())

    @property
    def week_start_number(self) -> int:
        """0 = Monday."""
        return WEEKDAYS.index(self.week_start)


def load_settings() -> Settings:
    """Settings from the environment. Raises `BadInput` that names what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "EARSHOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"The setting {name} is wrong: {first['msg']}.") from None


def read_period(settings: Settings, words: str, now: datetime) -> Period:
    """The period `words` name in this workspace. Raises `UnknownPeriod`."""
    return parse_period(words, now, settings.timezone, settings.week_start_number)
