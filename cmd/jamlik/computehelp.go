package main

const computeLong = `Compute indices of any file that the program reads. A family instead of an ID computes every index of it that fits the flags given;
jamlik index show ID says what an index needs and gives an example. A flag that none of the indices reads is wrong usage.

Groups: one column for each with --group, the group of interest first; --total adds the rest of a total as a group. With --long there is
one row for each unit and group, and --group and --total are values of --group-col. Larger units (--within) and larger groups
(--supergroup) are for decompositions.

Persons: with --persons each row is one, as in a register. They are counted by unit, --group-col and --by as the file is read, so that
it may be larger than memory, and a group that nobody has is zero; --total is then a name for all groups together. With --value each has
a value of their own. What has no group is left out, with a warning.

An ordered scale: --group with the brackets, the lowest first, and --scale with the number that each stands for; or --value and --weight
with one row for each person. A family takes groups as brackets only with --scale, for most groups have no order.

Values: --value with --weight, and with --bounds where they cannot be lower or higher; nothing is guessed from the largest. A concentration
index ranks the units by --rank. Decompositions read the group of each unit (--subgroup), the parts that its value is made of (--source)
or the units beside it (--neighbours).

Rates: one --group with the events and --total with the population.

Subgroups, for disparity: --value with its standard error (--se), --weight, --bounds, --rank from the most disadvantaged upward and
--reference; or counts, one --group and --total, which make shares per 100 (--per) or, with --events rate, rates, and their standard
errors. If more than 15 % of the units have no figure, or any of ranked ones, nothing is computed unless --allow-missing says so; the
result then says how many were left out.

Strata: --at names the column of age groups or years, of which each unit has a row each, with one --group and --total, or --value and
--se. Standardisation reads --standard, or the events and the people of the population that is compared with (--expected-group,
--expected-total); healthy life expectancy reads --health and --health-n. A unit that misses a figure in a row is left out.

Indicators, for composite indices: --indicator, each high when there is much of what the index is about, or in --reverse; with
--indicator-weight, --goal, --weight and --within. A figure that is missing stays missing: the index says what it makes of it.

Where units lie, for spatial indices: --geometry takes their areas from a map, and with them places (centroids), areas, perimeters and borders.
Columns (--coordinates, --area, --perimeter) and files (--neighbours, --distances, --network) say it instead, or better. Lengths are metres,
bandwidths too; coordinates in degrees are projected, or measured along great circles where there are no areas. --centre names the centre of the
city. A parameter that is a choice takes its name: --param kernel=biweight --param bandwidth=2000.

Two dates or cities: --compare. An index of a change takes both as they are: a unit or a group that is there at one date only has no
people at the other. Units that miss a figure are left out, of both, and named: missing is never zero. Subgroups need not be the same at
both dates.

Intervals are at --level, of which there may be several, with a result for each. Where an index has a formula for its standard error and
limits, they are given. --bootstrap draws them instead, and for indices without a formula: persons, whole areas, or the estimates of
subgroups by their errors; the result says which, as "resampled". Persons are drawn as one multinomial sample, as large as they are many, of the
cells of units and groups, or of the rows of an ordered scale: counts tell as much as persons one by one. --jackknife gives bias, standard error and influence.

Chance: --null tests one sample against a city in which chance alone decides:
  evenness                 the people of each unit are drawn with the city's composition
  systematic               each group is drawn over the units in proportion to their size
  fixed-margins            units and groups keep their sizes; person-permutation is the same
  geographic-permutation   units change places: on the map, and between the larger ones of --within
--test tests the difference between the two samples of --compare, the later minus the earlier:
  random-label             units are dealt to the samples anew
  person-permutation       people change places over the units of both
  counterfactual-…         units take the composition, or the share, of the unit of the same rank in the other sample
  bootstrap                both are drawn anew; gives an interval as well
A p-value is never 0: the value itself counts as one replicate.

--threshold withholds the values of units with few people or events, those of other units where the values of all the rest would tell them
by subtraction, and curves whose steps are such units or strata. An index over all units tells of no single one, but where few units are unknown
to a reader, several indices together may.

JSON output is one object on a line for each index, each value of --by and each level. Several values of an index are in "values", each
with what it is about: unit, group, with (the other group of a pair), part, at (a place on a curve); "se", "lower" and "upper" are there
where they are known. An undefined value is null, and a warning says why; a withheld one is null with "withheld".`

const computeExample = `  jamlik index compute dissimilarity --data deso.csv --unit area --group foreign,swedish
  jamlik index compute dissimilarity,isolation --data deso.csv --unit area --group foreign --total population --by year --bootstrap 999
  jamlik index compute segregation --data long.csv --unit school --long --group-col background --count-col pupils
  jamlik index compute dissimilarity --data register.csv --persons --unit area --group-col background --by municipality,year
  jamlik index compute rank-order-theil-h --data brackets.csv --unit area --group b1,b2,b3,b4,b5,b6 --bootstrap 199
  jamlik index compute ordinal-theil-h,neighbourhood-sorting --data households.csv --unit area --value income
  jamlik index compute mutual-information-decomposition --data years.csv --unit area --group foreign,swedish --within district --by year
  jamlik index compute mutual-information-change --data years.csv --unit area --group foreign,swedish --compare year=2020,2025
  jamlik index compute dissimilarity --data years.csv --unit area --group foreign,swedish --compare year=2020,2025 --test random-label
  jamlik index compute dissimilarity --data deso.csv --unit area --group foreign,swedish --null fixed-margins --alternative greater
  jamlik index compute gini --data income.csv --unit area --value income --weight population --jackknife areas
  jamlik index compute absolute-centralisation --data people.csv --unit area --group foreign,swedish --geometry areas.geojson --key code --centre A
  jamlik index compute atkinson --data income.csv --unit area --value income --param epsilon=1
  jamlik index compute proportion --data events.csv --unit area --group cases --total persons --level 0.95,0.998
  jamlik index compute disparity --data events-years.csv --unit area --group cases --total persons --low-is-good --by year
  jamlik index compute sii,rii --data health.csv --unit area --value share --se error --weight population --rank income --bounds 0,100
  jamlik index compute mdm --data events-years.csv --unit area --group cases --total persons --compare year=2020,2025 --test bootstrap`
