"""What holds between the rows of the live store: one query of `store/sql/check/live/` each."""

from store.check.invariant import Invariant

_GROUP = "Run: earshot themes --regroup, and then: earshot check"

ROWS = (
    Invariant(
        "meta-names",
        "every note about the store stands once",
        "{found} notes about the store stand twice",
    ),
    Invariant(
        "commit-numbers",
        "every writing is noted once, the newest last",
        "{found} writings are noted twice or after the newest",
    ),
    Invariant(
        "import-numbers",
        "every import has a number of its own",
        "{found} imports share a number or an id",
    ),
    Invariant(
        "import-counts",
        "every import's read = new + updated + unchanged + rejected",
        "{found} imports' counts do not add up",
    ),
    Invariant(
        "import-rows",
        "every row is of an import that is known and was not taken back",
        "{found} rows are of imports that nobody knows or that were taken back",
    ),
    Invariant(
        "conversation-versions",
        "every telling of a conversation stands once",
        "{found} tellings of conversations stand twice or lack their key",
    ),
    Invariant(
        "message-versions",
        "every telling of a message stands once",
        "{found} tellings of messages stand twice or lack their key",
    ),
    Invariant(
        "conversation-names",
        "every conversation has an id of its own",
        "{found} ids are those of two conversations",
    ),
    Invariant(
        "message-conversations",
        "every message is of a known conversation",
        "{found} messages are of conversations that nobody knows",
    ),
    Invariant(
        "segmented-conversations",
        "every conversation was cut into asks once",
        "{found} conversations were not cut into asks, or twice, or are not known",
    ),
    Invariant("ask-ids", "every ask has an id of its own", "{found} ids are those of two asks"),
    Invariant(
        "ask-conversations",
        "every ask is of a known conversation",
        "{found} asks are of conversations that nobody knows",
    ),
    Invariant(
        "ask-ledger",
        "the asks noted as known are those that are",
        "{found} asks are known and not noted so, or the other way round",
    ),
    Invariant(
        "ask-ledger-spans",
        "every ask is noted once at any time",
        "{found} notes of asks overlap or end before they begin",
    ),
    Invariant(
        "ask-kinds",
        "every ask is of one kind",
        "{found} asks are of two kinds, or of one that there is not",
        _GROUP,
    ),
    Invariant(
        "theme-ids",
        "every theme has an id of its own",
        "{found} ids are those of two themes",
    ),
    Invariant(
        "theme-births",
        "no id was given to a second theme, and every theme is of a known run",
        "{found} ids were given to a second theme, or are of runs that nobody knows",
    ),
    Invariant(
        "theme-names",
        "every name and every area is of known themes",
        "{found} names or areas are of themes that nobody knows, or stand twice",
        _GROUP,
    ),
    Invariant(
        "theme-versions",
        "every theme was shown one way at any time",
        "{found} spans of themes overlap or end before they begin",
    ),
    Invariant(
        "theme-versions-open",
        "the themes that are shown are those that live",
        "{found} themes live and are not shown, or the other way round",
        _GROUP,
    ),
    Invariant(
        "area-versions",
        "every area was shown one way at any time",
        "{found} spans of areas overlap or end before they begin",
    ),
    Invariant(
        "run-numbers",
        "the numbers of runs count up from 1",
        "{found} numbers of runs are missing or stand twice",
    ),
    Invariant(
        "lineage-themes",
        "all history is of known themes and runs",
        "{found} entries of the history are of themes or runs that nobody knows",
    ),
    Invariant(
        "grouping",
        "the grouping puts every ask into one known theme at most",
        "{found} asks are grouped twice, or into themes or by runs that nobody knows",
        _GROUP,
    ),
    Invariant(
        "assignment-asks",
        "every ask that counts in a theme is known",
        "{found} asks count in a theme and are not known",
        _GROUP,
    ),
    Invariant(
        "assignment-excluded",
        "no excluded ask counts in a theme",
        "{found} excluded asks count in a theme",
        _GROUP,
    ),
    Invariant(
        "assignment-themes",
        "every ask counts in a known, living theme or in none",
        "{found} asks count in themes that nobody knows, or that do not live",
        _GROUP,
    ),
    Invariant(
        "assignment-spans",
        "every ask was in one theme at most at any time",
        "{found} spans in which asks counted in themes overlap or end before they begin",
    ),
    Invariant(
        "stub-conversations",
        "every erased conversation is known, and stands once",
        "{found} erased conversations are not known, or stand twice",
    ),
    Invariant(
        "stub-words",
        "no words are left of an erased conversation",
        "{found} rows hold words of erased conversations",
    ),
)
