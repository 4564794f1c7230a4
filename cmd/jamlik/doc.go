// Jamlik turns open area statistics into evidence on equality: it compares a city's districts with the city, measures
// inequality and segregation with their uncertainty, and draws figures and a report that can be published.
//
// Usage:
//
//	jamlik run [STUDY] [-o DIR]       the main job: read, analyse, draw, report
//	jamlik check [STUDY]              read and validate, write nothing
//	jamlik compare [STUDY]            compare areas with the city
//	jamlik chart list|KIND [STUDY]    the kinds of figures, and drawing one of them
//	jamlik explain NUMBER             what a number, finding or figure was computed from, and computing it again
//	jamlik changes OLD NEW            what differs between two results, and why
//	jamlik index list|show|compute    the indices, and computing them for any file
//	jamlik indicators list|show       the built-in indicators for Swedish municipalities
//	jamlik data inspect|convert|protect look into data files, convert and protect them
//	jamlik space adjacency|neighbours|tiles FILE     who lies beside whom on a map, who is near, and a tile map
//	jamlik space check|convert|dissolve FILE         what is wrong with a map; another format; larger areas
//	jamlik space locate|crosswalk FILE               the areas of points, and of the areas of another map
//	jamlik space rezone|carry ID                     an index against random zones, and over changed boundaries
//	jamlik fetch STUDY                bring what a study needs of the network into snapshots
//	jamlik fetch search|show          find tables of open interfaces, and what they hold
//	jamlik fetch scb|pxweb2|pxweb|kolada|skolverket   one table into a snapshot
//	jamlik engine count|load          count persons where they are, in files or in a database; load tables into a database
//	jamlik init DIR                   a commented study to start from
//	jamlik manual DIR                 manual pages, the command reference and completions
//	jamlik completion SHELL           completion for bash, zsh, fish or powershell
//
// Without STUDY the commands work on the embedded study of Borås. A study is a directory with a study.yaml, or the path of that file.
//
// # Running a study
//
// The result is a directory with a report in Swedish (rapport.html) and English (report.html), figures as SVG, PNG and PDF with
// their data as CSV, tables as CSV, Parquet and Arrow, figures.csv with alt texts and captions, and manifest.json with the sha256 of
// every input and output. utforska.html and explore.html are pages to choose, sort and compare in. rapport.docx and report.docx hold every figure with
// caption, alt text and table. For each figure embed/ has a figure element with drawing, text and table to paste into a web page, without script or style
// sheet. Two runs on one platform give the same bytes.
//
// --pdf prints the report, and each district's profile on a page of its own, with the Chromium that is installed; JAMLIK_CHROMIUM names another. These files
// alone are not the same bytes every time.
//
// --formats has the formats of the figures and --charts the kinds of charts that are drawn, all of them unless said otherwise.
//
//	jamlik run my-study -o out --formats svg,pdf --charts compare,trend
//
// The directory appears whole or not at all: it is written beside the old one and exchanged with it in one step. A directory that
// holds anything but an earlier result is never replaced.
//
// # Drawing one figure
//
// `jamlik chart` draws the figures of one kind from a study, or straight from a table in any format that is read, with the same comparison,
// intervals, protection and words. `jamlik chart list` has the kinds and what they answer.
//
//	jamlik chart compare --indicator low_economic_standard --preset slide -o poverty.png
//	jamlik chart compare --data values.csv --area area --value share --numerator poor --denominator persons --period 2025 --city Lillköping --unit percent --better low --source 'Exempeldata' -o from-table.svg
//
// # Explaining a number
//
// `jamlik explain` prints the chain from a number to the cells of the sources: file and row, table, contents code, date, licence and the sha256 of the
// file, and every step between. It then computes the number from those cells by those steps and says whether the results have the same digits. What
// to explain is a figure, a finding by its id in data/findings.csv, or the address of a number; completion of the shell knows the addresses.
//
//	jamlik explain comparison/low_economic_standard/norrby/difference
//	jamlik explain compare-employed-sv --area Norrby
//	jamlik explain worst_by_several/norrby
//
// Numbers that have addresses are values, contrasts and changes, trends and the gaps that they close or widen, indices, segregation, targets, what areas are
// the worst by, shrunken values and places, comparisons with benchmarks, funnels, composites, correlations and the mix of groups; `jamlik explain -h`
// has the forms.
//
// # What has changed
//
// `jamlik run --since OLD` compares the result with an earlier one and tells of each number that differs whether it is of a new period, revised, or made
// in another way: data/changes.* and a chapter of the report. The manifests say what both runs read and which choices and definitions they were made
// with. Where data and choices both differ, the earlier choices are applied to the new data to tell the two apart; where it was another version of
// the program, they cannot be told apart. What is withheld now is not repeated from the earlier result.
//
//	jamlik run my-study -o out-2026 --since out-2025
//	jamlik changes out-2025 out-2026
//
// # A whole country
//
// `jamlik run --only tables` writes the tables and the manifest alone, without figures and report, as the indicators are analysed. It is for a study
// of a county or a nation, whose city: is the code of that area and whose districts are, say, its municipalities. A table with more than 65,536 rows
// has CSV, Parquet and Arrow but no files for Excel; the manifest lists what is left out.
//
//	jamlik run my-nation -o out --only tables
//
// # The catalogue of indicators
//
// A study need not define what it measures: use: in the study file takes indicators of the built-in catalogue, with their definitions in both
// languages, sources and tables. For those whose tables are documented, fetch brings the figures. What the study defines itself wins.
//
//	jamlik indicators list --theme health --level regso
//	jamlik indicators show low_economic_standard
//
// # Fetching
//
// Only fetch calls the network, and only the hosts built in and those that the study names. A snapshot is a folder with the answers as they
// came and snapshot.json, which says what was asked, when, and under which licence. run and check read snapshots and compare them with
// the sha256 there; data inspect and data convert take the folder of one like a file.
//
// # Counting persons
//
// A fetch with engine: has persons counted where they are: in files (local), or in a database that groups them itself. What is kept is the cells: how many
// persons there are of each group in each area and period. run and check read them as any snapshot. A cell that is withheld is suppressed, and one that no person
// is in is zero only where the study says that its keys are complete.
//
//	fetch:
//	  - id: register
//	    engine: postgres                  # where it is stands in the variable JAMLIK_ENGINE_REGISTER, never here
//	    table: register.persons
//	    keys: {area: deso, period: year, background: background}
//	    where: [{column: age, from: "20", to: "64"}]
//	    least: 5
//	    complete: [background]
//	data:
//	  - fetch: register                   # area, period, count, status and groups are named as the keys are
//	    constant: {indicator: persons}
//
// # Checking a study
//
// `jamlik check` reads everything and reconciles the figures with one another: areas and groups without figures, parts against totals and
// small areas against large ones within the noise of the source, values against their counts, values far from the area's own history, repeated
// columns and columns of nothing but zeros, changes of unit, breaks, delimitations, and the dates of sources. Each finding has the file and
// row that it is about. It is a warning where something is probably wrong or easily misread, and a note where it is only worth knowing. The same
// findings are in the report and in data/reconciliation.*, there without any figure of a source that is not protected. --format csv and json are
// for programs.
//
// # Computing an index
//
// Each index takes one kind of input; `jamlik index list` says which. For 77 areas with the columns area, foreign, swedish:
//
//	jamlik index compute dissimilarity --data people.csv --unit area --group foreign,swedish --bootstrap 999
//
// With --total, one group is compared with the rest; --by computes each year or city by itself; --long reads one row for each unit and
// group; --format json prints one object on a line for each index and --by value. An undefined value is null and a
// warning says why. Units that miss a figure are left out and named: missing is never zero.
//
// An index may have several values: for units, groups, pairs of groups, terms of a sum or points of a curve. Each is one of "values"
// in JSON, with what it is about (unit, group, with, part, at), and one row of a table. How much of a change between two years comes
// from the sizes of groups and areas, and how much from who lives where:
//
//	jamlik index compute mutual-information-change --data years.csv --unit area --group foreign,swedish --compare year=2020,2025
//
// Disparity between areas is computed from counts, or from estimates with their errors, and comes with standard errors and limits where
// there is a formula; --level takes several confidence levels:
//
//	jamlik index compute disparity --data events.csv --unit area --group cases --total persons --low-is-good --level 0.95,0.998
//
// Where more than 15 % of the areas have no figure the answer is refused, unless --allow-missing asks for it.
//
// --bootstrap, --jackknife, --null and --test tell values from chance; jamlik index compute --help says how, and what each kind of index
// is computed from.
//
// # Where areas lie
//
// Spatial indices read where the units lie: from a map with --geometry and --key, or from columns and files. Lengths are metres; coordinates in degrees
// are projected. jamlik space makes of a map what other programs, and people with an editor, can read: neighbours with the border they share,
// larger areas, tile maps.
//
//	jamlik index compute spatial-theil-h --data people.csv --unit area --group foreign,swedish --geometry areas.geojson --key code --param bandwidth=2000
//	jamlik space adjacency areas.geojson --key code
//
// # Exit status
//
// 0 done (warnings allowed), 1 failed, 2 wrong usage, 130, 143 or 129 stopped by a signal, which leaves nothing half-written. With --strict a warning is a failure; a note never is. Results go to standard output, messages to
// standard error; a progress bar is drawn on a terminal only.
package main
