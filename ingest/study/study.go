// Package study reads the study file: what city, which areas and indicators, where the figures come from, and which choices the
// analysis is to follow. It decodes into plain data; nothing here knows how to compute.
//
// A study is a directory with a study.yaml and its data files. Paths are relative to the study file. Unknown keys, wrong types
// and words that mean nothing are errors that name the line and what was probably meant. Codes stay the text that the file has: 0114 is
// not 114, with or without quotes.
//
// [Load] reads a study in four steps: [Decode] the study file, the areas and how they nest, every data file through its format and its
// mapping, and the table of all observations, which is then compared with itself.
package study

import (
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/areas"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// Study is a decoded study file.
type Study struct {
	ID        string    `yaml:"id"` // lower case words joined by hyphens; part of no file name
	Title     lang.Text `yaml:"title"`
	Subtitle  lang.Text `yaml:"subtitle"`
	Date      string    `yaml:"date"` // 2006-01-02; printed on every output, the program has no clock
	Contact   lang.Text `yaml:"contact"`
	Fictional lang.Text `yaml:"fictional"` // where set, printed on every page: the place does not exist
	City      string    `yaml:"city"`      // area code of level city, or of the county or nation that stands in its place
	Version   string    `yaml:"version"`   // area version that is reported
	Highlight []string  `yaml:"highlight"` // area codes of districts that figures set off
	Seed      uint64    `yaml:"seed"`

	Areas       []AreaFile  `yaml:"areas"`  // columns code, name, level, version, parent, or a publisher's key
	Lookup      []File      `yaml:"lookup"` // columns area, area_version, in, in_version, weight, basis, and valid_from and valid_to where it changes
	Changes     []Changes   `yaml:"changes"`
	Crosswalk   []Crosswalk `yaml:"crosswalk"`
	Versions    []Version   `yaml:"versions"`
	Assumptions lang.Text   `yaml:"assumptions"`
	Boundaries  []Boundary  `yaml:"boundaries"`
	Centres     []Centre    `yaml:"centres"` // of the city
	Themes      []Named     `yaml:"themes"`
	GroupNames  []Named     `yaml:"group_names"` // what readers call groups: the ID is a canonical group such as sex=women
	Groups      []Dimension `yaml:"groups"`      // dimensions of groups: their names, order and references
	Frames      []Frame     `yaml:"frames"`
	Sources     []Source    `yaml:"sources"`
	SourceOrder []string    `yaml:"source_order"` // for one key from two sources, the first named wins
	Use         []string    `yaml:"use"`          // indicators of the built-in catalogue; the study's own of the same ID wins
	Indicators  []Indicator `yaml:"indicators"`
	Snapshots   string      `yaml:"snapshots"` // folder of what `jamlik fetch` brings; "snapshots" where empty
	Fetch       []Fetch     `yaml:"fetch"`
	Data        []Input     `yaml:"data"`

	Comparison  Comparison    `yaml:"comparison"`
	Trends      Trends        `yaml:"trends"`
	Disclosure  Disclosure    `yaml:"disclosure"`
	Segregation []Segregation `yaml:"segregation"`
	Mix         []Mix         `yaml:"mix"`
	Parts       []Parts       `yaml:"parts"`
	Space       *Space        `yaml:"space"`
	Map         *MapClasses   `yaml:"map"`
	Composites  []Composite   `yaml:"composites"`
	Relation    Relation      `yaml:"relation"`
	Targets     []Target      `yaml:"targets"`
}

// File is a path of a study's own register file.
type File struct {
	File string `yaml:"file"`
}

// Named is an ID with its name in both languages.
type Named struct {
	ID   string    `yaml:"id"`
	Name lang.Text `yaml:"name"`
}

// Frame is a way of ordering indicators: opportunity, programme, focus, vision or goal.
type Frame struct {
	ID         string    `yaml:"id"`
	Name       lang.Text `yaml:"name"`
	Categories []Named   `yaml:"categories"`
}

// Source is where figures come from.
type Source struct {
	ID        string    `yaml:"id"`
	Publisher lang.Text `yaml:"publisher"`
	Title     lang.Text `yaml:"title"`
	Table     string    `yaml:"table"`
	Contents  string    `yaml:"contents"`
	Retrieved string    `yaml:"retrieved"`
	Licence   string    `yaml:"licence"`
	URL       string    `yaml:"url"`
	Protected bool      `yaml:"protected"` // published after the publisher's own disclosure control
	Noise     bool      `yaml:"noise"`     // random noise is added: parts need not sum to totals
	// NoiseSD is the standard deviation of the noise in one published count: an assumption of the study, for publishers do not tell it.
	NoiseSD   float64 `yaml:"noise_sd"`
	NoiseFrom string  `yaml:"noise_from"` // the first period with noise, such as 2025; all have it where empty
}

// Indicator is the definition of one measured thing.
type Indicator struct {
	ID             string    `yaml:"id"`
	Name           lang.Text `yaml:"name"`
	Short          lang.Text `yaml:"short"`
	Theme          string    `yaml:"theme"`
	Kind           string    `yaml:"kind"` // share, rate, mean, median, count, score
	Per            float64   `yaml:"per"`  // default 100 for a share
	Unit           lang.Text `yaml:"unit"`
	Better         string    `yaml:"better"` // higher, lower, none
	Decimals       int       `yaml:"decimals"`
	Definition     lang.Text `yaml:"definition"`
	Population     lang.Text `yaml:"population"`
	Source         string    `yaml:"source"`
	MinDenominator float64   `yaml:"min_denominator"`
	// ImportantDifference is the least difference that matters, in the unit of differences. LimitsLevel is the confidence level of the limits that
	// the source publishes.
	ImportantDifference float64             `yaml:"important_difference"`
	LimitsLevel         float64             `yaml:"limits_level"`
	Denominator         *Denominator        `yaml:"denominator"`
	Breaks              []Break             `yaml:"breaks"`
	Frames              map[string][]string `yaml:"frames"`
	Background          bool                `yaml:"background"` // read for denominators and groups, no chapter of its own
	Table               *Table              `yaml:"table"`      // where its figures are published; nil where the study does not say
}

// Denominator declares the population of an indicator whose source gives none.
type Denominator struct {
	Indicator     string    `yaml:"indicator"`
	Groups        []string  `yaml:"groups"`        // canonical groups that are summed; none means everyone
	Approximation lang.Text `yaml:"approximation"` // how it differs from the true population, where it does
}

// Break is a change of definition from a date on.
type Break struct {
	Start string    `yaml:"start"` // a period such as 2024, or a date
	Note  lang.Text `yaml:"note"`
}

// Fetch is a table or some series of an open interface that `jamlik fetch` brings into the folder of snapshots.
type Fetch struct {
	ID       string `yaml:"id"`       // names the folder of the snapshot
	API      string `yaml:"api"`      // scb, pxweb2 (PxWebApi 2 of others), pxweb (version 1), kolada, skolverket
	Base     string `yaml:"base"`     // address of the interface; the built-in one where empty
	Table    string `yaml:"table"`    // PxWeb: the id of the table, or its path in version 1
	Title    string `yaml:"title"`    // of the table, which is then searched for, where its id is not known
	Measure  string `yaml:"measure"`  // name of the measure, which is then looked up, where its code is not known
	Language string `yaml:"language"` // sv where empty
	// Select says which values of which dimension: codes, masks with * and ?, top(n), from(x), to(x), range(a,b). A dimension of PxWeb that is left
	// out is summed by the publisher, where the table allows it. Kolada has kpi, municipality, ou and year; Skolverket unit, municipality,
	// form and year.
	Select    map[string][]string `yaml:"select"`
	Codelists map[string]string   `yaml:"codelists"` // dimension → code list: agg_… sums values, vs_… is another set of them

	// Engine says, in the place of an interface, what counts persons in files or in a database: local, postgres, clickhouse or spark. Table is the table, with its
	// schema or database before a point, or the name of a file below the directory of the files, or a pattern of names.
	Engine string `yaml:"engine"`
	// DSNEnv names the variable of the environment that says where the database is, or the directory of the files; JAMLIK_ENGINE_ and the ID in
	// capitals where empty. A study file never says it: it is read by many, and the address of a database holds a password.
	DSNEnv   string                `yaml:"dsn_env"`
	DSN      string                `yaml:"dsn"`  // always refused
	Keys     map[string]string     `yaml:"keys"` // what cells are told apart by: area, period or a dimension of groups → column
	Where    []CountedWhere        `yaml:"where"`
	Sums     map[string]CountedSum `yaml:"sums"`     // name → what is summed
	Least    int                   `yaml:"least"`    // persons that a cell must have for its numbers to leave the engine
	Most     int                   `yaml:"most"`     // cells; 10,000,000 where 0
	Complete []string              `yaml:"complete"` // keys of which everyone has a value: combinations without persons are 0
	Totals   []string              `yaml:"totals"`   // keys of which all values together are counted as well
}

// CountedWhere keeps the persons whose column has one of some values, or one within limits.
type CountedWhere struct {
	Column string   `yaml:"column"`
	In     []string `yaml:"in"`
	From   string   `yaml:"from"`
	To     string   `yaml:"to"`
}

// CountedSum is the product of one to three columns, summed.
type CountedSum struct {
	Of       []string `yaml:"of"`
	Decimals int      `yaml:"decimals"` // of each column that count
}

// Input is one data file, or one fetch, and how its columns map to observations.
type Input struct {
	File      string   `yaml:"file"`
	Fetch     string   `yaml:"fetch"`  // ID of a fetch, in the place of file: the parts of its snapshot are read one after the other
	Use       string   `yaml:"use"`    // indicator of the catalogue that says how the file looks
	Brings    []string `yaml:"brings"` // indicators taken from the catalogue that the file holds, so that they are not fetched
	Format    string   `yaml:"format"` // by name and contents where empty
	Delimiter string   `yaml:"delimiter"`
	Encoding  string   `yaml:"encoding"`
	Decimal   string   `yaml:"decimal"` // "." or ","; "." where empty
	Skip      int      `yaml:"skip"`    // lines before the header; detected where 0 or absent
	Footer    string   `yaml:"footer"`
	Header    []string `yaml:"header"` // column names where the file has none
	Sheet     string   `yaml:"sheet"`

	Source      string `yaml:"source"`
	AreaVersion string `yaml:"area_version"`
	Note        string `yaml:"note"`

	// Columns says which column has which role: area, area_version, period, indicator, group (in canonical form), value, numerator,
	// denominator, lower, upper, status, note. Constant gives the fixed text of a role that no column holds: area, area_version, period,
	// indicator, group, note, and the status (reported, derived or rounded) of rows that have a value. "above: Valt läsår" is
	// what the lines above the header of delimited text say after those words and a colon. Where neither says which column holds area,
	// period, indicator, value or status, the dimensions of place, time and contents do, in files that name them.
	Columns  map[string]string `yaml:"columns"`
	Constant map[string]string `yaml:"constant"`
	Groups   map[string]string `yaml:"groups"` // dimension → column
	Values   []Value           `yaml:"values"` // wide files: one entry for each value column
	Wide     []Wide            `yaml:"wide"`   // wide files: one entry for each pattern of the names of value columns
	// Cells says which rows are what where an observation has several: role (value, numerator, denominator, lower, upper) → column → texts, whose
	// values are added. A value that has no row of its own follows from the counts.
	Cells      map[string]map[string][]string `yaml:"cells"`
	Recode     map[string]map[string]string   `yaml:"recode"`      // column → text found → text meant; "" as the meaning drops the row's group dimension
	Keep       map[string][]string            `yaml:"keep"`        // column → texts as found, before recoding; other rows are left out
	Missing    string                         `yaml:"missing"`     // name of a marker table: scb, skolverket, kolada, plain (default)
	Markers    map[string]string              `yaml:"markers"`     // further markers: text → missing, suppressed, not_applicable or nil
	Repair     string                         `yaml:"repair"`      // codes mends area codes that a spreadsheet has damaged, and says which; none are where empty
	AreaBy     string                         `yaml:"area_by"`     // name where the area column holds names, "Borås (Norrby)" or "Norrby"; codes where empty
	AreaLevel  string                         `yaml:"area_level"`  // the level that names are of; any where empty
	OtherAreas string                         `yaml:"other_areas"` // skip leaves out rows about areas that the study does not have; an error where empty
}

// Value is one value column of a wide file.
type Value struct {
	Column      string `yaml:"column"`
	Indicator   string `yaml:"indicator"`
	Period      string `yaml:"period"`
	Group       string `yaml:"group"`
	Numerator   string `yaml:"numerator"` // column
	Denominator string `yaml:"denominator"`
}

// Comparison is how districts are tested against the city.
type Comparison struct {
	Level         float64 `yaml:"level"`          // confidence level; default 0.95
	OverviewLevel float64 `yaml:"overview_level"` // default 0.998
	MinCoverage   float64 `yaml:"min_coverage"`   // least share of a district's population with data; default 0.85
	Replicates    int     `yaml:"replicates"`     // of the bootstrap; default 999

	Against          []Against `yaml:"against"`           // beside the rest of the city
	FalseDiscoveries float64   `yaml:"false_discoveries"` // rate that the differences found are held to; default 0.05
	Dependent        bool      `yaml:"dependent"`         // hold it however the tests depend on one another
	Funnel           Funnel    `yaml:"funnel"`
}

// Segregation asks for the indices of how groups are spread over areas or schools.
type Segregation struct {
	ID        string    `yaml:"id"`
	Title     lang.Text `yaml:"title"`
	Indicator string    `yaml:"indicator"`    // a count
	Groups    []string  `yaml:"groups"`       // canonical groups; the first is the group of interest
	Names     []Named   `yaml:"names"`        // what readers call the groups, in the order of groups
	Levels    []string  `yaml:"levels"`       // deso, regso, district, school
	Indices   []string  `yaml:"indices"`      // registry IDs; the usual ones where empty
	Ordered   bool      `yaml:"ordered"`      // the groups are three classes or more of a scale, such as incomes, the lowest first
	Setting   string    `yaml:"setting"`      // residential or school
	OverTime  *bool     `yaml:"over_time"`    // whether every period is computed and changes are; true where it is left out
	Against   string    `yaml:"compare_with"` // of schools: the residential segregation that stands beside it; where it is left out, the first one with the same groups
	Space     *Space    `yaml:"space"`        // what is to differ from the study's
}

// Mix asks for the diversity of parts within each area, such as forms of tenure.
type Mix struct {
	ID        string    `yaml:"id"`
	Title     lang.Text `yaml:"title"`
	Indicator string    `yaml:"indicator"`
	Groups    []string  `yaml:"groups"`
	Names     []Named   `yaml:"names"`
}

// Parts says that groups of a count should sum to another, within noise.
type Parts struct {
	Indicator string   `yaml:"indicator"`
	Groups    []string `yaml:"groups"`
	Total     string   `yaml:"total"`       // indicator of the total; the same indicator's everyone where empty
	TotalOf   string   `yaml:"total_group"` // group of the total
	Tolerance float64  `yaml:"tolerance"`   // absolute, per area
}

// Loaded is a study with everything that it names read and checked.
type Loaded struct {
	Study     *Study
	Register  *indicators.Register
	Catalogue *indicators.Catalogue
	Table     *indicators.Table  // of all observations; nil where they were written away: see [Loaded.Parts]
	Maps      []Map              // where areas lie, the finest level of each version first
	Crossings []Crossing         // figures that were carried over to other areas
	Carried   []*areas.Crosswalk // the shares that they were carried over by
	Inputs    []InputFile        // every file read, once, in order of reading
	Warnings  []error            // of the study file and the reading; those of the table are findings of Reconciliation

	Reconciliation *reconcile.Report

	spilled *spilled // nil where everything is in Table
}

// InputFile is one file that was read, for the manifest.
type InputFile struct {
	Name   string // relative to the study
	SHA256 string
	Rows   int
}
