"""What does the cluster mapping sheet say: its words, its columns and the figures of its example?"""

from dataclasses import dataclass

from mapping_sheet_book import Column

UNSTABLE_BELOW = 50
"""Regional jobs in an industry below which its quotient is flagged."""
INDUSTRY_ROWS = 20
ACTOR_ROWS = 60

HELICES = ("Firms", "Academia", "Public sector", "Civil society and users", "Natural environment")
GAPS = (
    "Firms – firms",
    "Firms – research",
    "Firms – education",
    "Firms – government",
    "Firms – capital",
    "Firms – global markets",
    "Firms – other clusters",
)
VERDICTS = ("yes", "partly", "no", "not known yet")
QUESTIONS = (
    ("Critical mass", "Are there enough firms and jobs for suppliers, courses and services to live on them?"),
    ("Relatedness", "Are the activities connected by skills, inputs, technology or customers?"),
    ("Interaction", "Do they already deal with each other and learn from each other? Who says so?"),
    ("Reason to cooperate", "Is there a need that firms share and that none of them can meet alone?"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """A row of the example; the parts are worked out here a second time, to be stored with the formulas."""

    name: str
    code: str
    region: int
    reference: int
    region_base: int
    reference_base: int
    source: str


REGION_JOBS, REFERENCE_JOBS, REFERENCE_JOBS_BASE = 60_000, 2_400_000, 2_285_714
EXAMPLE = (
    Industry(
        name="Food processing",
        code="10, 11",
        region=4_200,
        reference=90_000,
        region_base=3_600,
        reference_base=81_818,
        source="Invented",
    ),
    Industry(
        name="Musical instruments",
        code="32.2",
        region=38,
        reference=500,
        region_base=35,
        reference_base=520,
        source="Invented; shows the flag",
    ),
)
EXAMPLE_VERDICTS = (
    (
        "partly",
        "4,200 jobs, 4.67 % of the national industry. Number and size of firms not known yet.",
    ),
    (
        "not known yet",
        "The code covers meat, bakeries and dairies. Ask what they share.",
    ),
    ("not known yet", "No interviews so far. Job figures cannot answer this question."),
    ("not known yet", "To be asked: a need that firms share and that none can meet alone."),
)

INDUSTRY_COLUMNS = (
    Column(title="Industry", width=30, wraps=True),
    Column(title="Code (NACE)", width=17),
    Column(title="Jobs in region, now (e_ir)", width=12, number="#,##0"),
    Column(title="Jobs in reference area, now (E_i)", width=13, number="#,##0"),
    Column(title="Jobs in region, base year", width=12, number="#,##0"),
    Column(title="Jobs in reference area, base year", width=13, number="#,##0"),
    Column(title="Source and date", width=24, wraps=True),
    Column(title="Share of regional jobs (focus)", width=12, is_input=False, number="0.00%"),
    Column(title="Share of reference jobs", width=12, is_input=False, number="0.00%"),
    Column(title="Location quotient", width=11, is_input=False, number="0.00"),
    Column(title="Share of national industry", width=12, is_input=False, number="0.00%"),
    Column(title="Change in jobs", width=11, is_input=False, number="+#,##0;−#,##0;0"),
    Column(title="National growth effect", width=11, is_input=False, number="+#,##0;−#,##0;0"),
    Column(title="Industry mix effect", width=11, is_input=False, number="+#,##0;−#,##0;0"),
    Column(title="Regional effect", width=11, is_input=False, number="+#,##0;−#,##0;0"),
    Column(title="Flag", width=14, is_input=False),
)
ACTOR_COLUMNS = (
    Column(title="Name of organisation", width=28, wraps=True),
    Column(title="Helix", width=20),
    Column(title="Gap it helps to close", width=22),
    Column(title="Power, 1 to 5", width=10, number="0"),
    Column(title="Interest, 1 to 5", width=10, number="0"),
    Column(title="How to keep contact", width=17, is_input=False),
    Column(title="Contact (only what you need)", width=28, wraps=True),
    Column(title="Source (interview, register, web; date)", width=28, wraps=True),
)

READ_ME = f"""\
# What this sheet does
It turns job figures into shares, location quotient, share of the national industry and the three parts of a \
shift-share, and it keeps actors and evidence in one place.
# How to use it
1. Industries: fill in the totals of your region and of the reference area, then one row for each industry. \
Give the source and the date of every figure.
2. Actors: one row for each organisation. Choose from the lists; power and interest go from 1 to 5.
3. Plausibility: write the evidence first, then choose a verdict. Score the seven gaps below \
it; the lowest scores are candidates.
4. Example: an invented region, filled in. Compare it with your own.
Cells to fill in have this colour.
Everything else is protected, so that formulas are not lost by accident. There is no password: your program \
lifts the protection under Tools or Review.
# The formulas
Location quotient = (jobs in the industry in the region ÷ all jobs in the region) ÷ (jobs in the industry in \
the reference area ÷ all jobs in the reference area). 1 means the same share.
Change in jobs = national growth effect + industry mix effect + regional effect.
National growth effect = jobs in the base year × growth of all jobs in the reference area.
Industry mix effect = jobs in the base year × (growth of the industry in the reference area − growth of all \
jobs there).
Regional effect = jobs in the base year × (growth of the industry in the region − growth of the industry in \
the reference area).
# Read with care
“unstable” stands beside every industry with fewer than {UNSTABLE_BELOW} jobs in the region: one firm \
more or less changes the picture. “check figures” stands where a part is larger than its whole.
Empty or suppressed cells of a statistic are not zero. Leave such an industry out and say so.
A quotient shows concentration. It does not show that anybody cooperates.
# Personal data
In the contact column store only what you need for this mapping: a function and a switchboard number are \
often enough. Tell people that you keep it and why, and delete it when the mapping is done.
"""
"""One paragraph a line; headings begin with `#`."""

TOTALS = (
    ("Region", "@"),
    ("Reference area", "@"),
    ("Year now", "0"),
    ("Base year", "0"),
    ("All jobs in region, now (e_r)", "#,##0"),
    ("All jobs in reference area, now (E)", "#,##0"),
    ("All jobs in reference area, base year", "#,##0"),
)

READING = (
    '=IF(COUNTA(D5:D8)<4,"Not all four questions have a verdict.",'
    'IF(COUNTIF(D5:D8,"no")>0,"At least one clear no: say what would have to change before you start.",'
    'IF(COUNTIF(D5:D8,"not known yet")>0,"Not enough evidence yet: ask before you decide.",'
    'IF(COUNTIF(D5:D8,"partly")>0,"Plausible with conditions: name them.",'
    '"Plausible on the evidence above."))))'
)

EXAMPLE_READING = (
    "Food processing by hand: 4,200 ÷ 60,000 = 7.00 %; 90,000 ÷ 2,400,000 = 3.75 %; 7.00 ÷ 3.75 = 1.87.",
    "Change 600 = 180 (country grew 5 %) + 180 (industry grew 10 %, 5 points more) + 240 (regional effect).",
    "Reading: a clear specialisation, below 2; 240 jobs more than the industry's national growth explains.",
    "Musical instruments: a quotient above 3, but from 38 jobs. The flag says: do not build on it.",
)
