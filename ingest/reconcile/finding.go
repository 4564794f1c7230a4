package reconcile

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Severity says what a finding asks of its reader. What cannot be lived with is no finding: it is an error, and there is no table.
type Severity uint8

// The severities.
const (
	Note    Severity = iota + 1 // worth knowing, nothing to be done: it never fails a run
	Warning                     // probably wrong, or easily misread: to be looked at
)

// String returns the severity as it is written in tables.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "note"
}

// Kind says what a finding is about.
type Kind string

// The kinds, in the order in which they are reported.
const (
	KindCoverage Kind = "coverage" // areas or groups without a row or a value
	KindParts    Kind = "parts"    // groups against their total
	KindLevels   Kind = "levels"   // areas against the larger area that they make up
	KindValues   Kind = "values"   // values against their numerator and denominator
	KindOutlier  Kind = "outlier"  // a value that the area's other periods speak against
	KindCopy     Kind = "copy"     // a column that is another one again
	KindZeros    Kind = "zeros"    // nothing but zeros where other periods have figures
	KindUnit     Kind = "unit"     // a change of unit or decimals
	KindBreak    Kind = "break"    // a declared break, or periods that are left out
	KindVersion  Kind = "version"  // a change of the delimitation of areas
	KindVintage  Kind = "vintage"  // figures of different days, provisional and revised ones
	KindSource   Kind = "source"   // what is not known of a source, or does not fit
)

var kinds = []Kind{KindCoverage, KindParts, KindLevels, KindValues, KindOutlier, KindCopy, KindZeros, KindUnit, KindBreak, KindVersion, KindVintage, KindSource}

var kindNames = map[Kind]lang.Text{
	KindCoverage: {Sv: "täckning", En: "coverage"},
	KindParts:    {Sv: "delar mot helhet", En: "parts and totals"},
	KindLevels:   {Sv: "områden mot större område", En: "areas and larger areas"},
	KindValues:   {Sv: "värde mot antal", En: "values and counts"},
	KindOutlier:  {Sv: "avvikande värde", En: "outlier"},
	KindCopy:     {Sv: "upprepad kolumn", En: "repeated column"},
	KindZeros:    {Sv: "bara nollor", En: "nothing but zeros"},
	KindUnit:     {Sv: "enhet och decimaler", En: "unit and decimals"},
	KindBreak:    {Sv: "avbrott i serien", En: "break in series"},
	KindVersion:  {Sv: "områdesindelning", En: "delimitation of areas"},
	KindVintage:  {Sv: "hämtningsdatum och status", En: "vintage"},
	KindSource:   {Sv: "källuppgift", En: "source"},
}

// Name is the kind as readers see it.
func (k Kind) Name() lang.Text { return kindNames[k] }

// Finding is one thing that does not agree, or that a user of the figures must know. It is an error, so that it can be printed and
// counted as one, but it has not stopped anything.
type Finding struct {
	Severity  Severity
	Kind      Kind
	Indicator string // "" where a source is meant
	Source    string // "" where an indicator is meant
	Level     indicators.Level
	Version   string
	Periods   []indicators.Period // none where all are meant
	Group     indicators.Group
	Areas     []string          // codes of the first areas that are concerned; none where all are meant
	Origin    indicators.Origin // of the first row that is concerned
	Count, Of int               // how many were found, of how many that were looked at; 0 where nothing is counted
	What      lang.Text
	Remedy    lang.Text
	Public    bool // What may be published: it has no figures, or only such as the publisher has protected
}

// Error returns `file:row: indicator, level version, period: what; remedy` in English.
func (f Finding) Error() string {
	what := f.What.En
	if s := f.Scope(); s != "" {
		what = s + ": " + what
	}
	return indicators.Problem{File: f.Origin.File, Line: int(f.Origin.Row), What: what, Remedy: f.Remedy.En}.Error()
}

// Scope says what the finding is about, in the identifiers of the study: "employed, deso 2025, 2024".
func (f Finding) Scope() string {
	var parts []string
	if f.Source != "" {
		parts = append(parts, "source "+f.Source)
	}
	if f.Indicator != "" {
		parts = append(parts, f.Indicator)
	}
	if f.Level != 0 {
		parts = append(parts, strings.TrimSpace(f.Level.String()+" "+f.Version))
	}
	if len(f.Periods) > 0 {
		parts = append(parts, PeriodList(f.Periods))
	}
	if f.Group != indicators.Everyone {
		parts = append(parts, string(f.Group))
	}
	return strings.Join(parts, ", ")
}

// PeriodList writes periods in the form that a study has them in: all where they are few, else the first and the last.
func PeriodList(ps []indicators.Period) string {
	const few = 4
	if len(ps) > few {
		return fmt.Sprintf("%s … %s (%d)", ps[0], ps[len(ps)-1], len(ps))
	}
	var s []string
	for _, p := range ps {
		s = append(s, p.String())
	}
	return strings.Join(s, ", ")
}

// tally counts cases and keeps the first few as text.
type tally struct {
	n, of    int // how many cases, of how many looked at
	first    indicators.Origin
	areas    []string
	examples []lang.Text
}

const examples = 3

// add counts a case. Only the first few are put into words.
func (t *tally) add(o indicators.Origin, area string, example func() lang.Text) {
	if t.n++; t.n == 1 {
		t.first = o
	}
	if len(t.examples) < examples {
		t.areas = append(t.areas, area)
		t.examples = append(t.examples, example())
	}
}

// join adds the cases of another tally of the same thing.
func (t *tally) join(u tally) {
	if t.n == 0 {
		t.first = u.first
	}
	t.n, t.of = t.n+u.n, t.of+u.of
	for i := 0; i < len(u.examples) && len(t.examples) < examples; i++ {
		t.areas = append(t.areas, u.areas[i])
		t.examples = append(t.examples, u.examples[i])
	}
}

// list is the examples, and how many cases there are where that is more.
func (t *tally) list() lang.Text {
	of := func(l lang.Lang, all string) string {
		var s []string
		for _, e := range t.examples {
			s = append(s, e.In(l))
		}
		if t.n > len(s) {
			s = append(s, fmt.Sprintf(all, t.n))
		}
		return strings.Join(s, "; ")
	}
	return lang.Text{Sv: of(lang.Sv, "… sammanlagt %d"), En: of(lang.En, "… %d in all")}
}
