package indicators

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Direction says which way is better: +1 higher, −1 lower, 0 when the indicator is not judged. Multiply a difference by
// it and the sign is the judgement.
type Direction int8

// The directions.
const (
	LowerIsBetter  Direction = -1
	NotJudged      Direction = 0
	HigherIsBetter Direction = +1
)

// Indicator is one measured thing.
type Indicator struct {
	ID             string
	Name           lang.Text // as in a heading
	Short          lang.Text // as in a chart's title or alt text; Name where empty
	Theme          string    // ID of a theme of the catalogue
	Unit           Unit
	Direction      Direction
	Decimals       int       // decimals of printed values
	Definition     lang.Text // what is counted
	Population     lang.Text // among whom
	Source         string    // ID of a source of the catalogue
	Cells          Cells     // published counts in one figure
	MinDenominator float64   // a value on fewer than this is marked as resting on a small base; 0 means no floor
	// ImportantDifference is the least difference that matters, in the unit of differences (percentage points of a share in per cent): a
	// judgement of those who use the figures. 0 means that nobody has said.
	ImportantDifference float64
	LimitsLevel         float64 // confidence level of limits that the source publishes, such as 0.95; 0 means that it is not known
	Breaks              []Break
	Denominator         *Denominator        // population declared by the study where the source gives none; nil otherwise
	Categories          map[string][]string // frame ID → category IDs that the indicator reports to
}

// ShortName returns Short where it is set and Name otherwise.
func (ind Indicator) ShortName() lang.Text {
	if ind.Short.IsZero() {
		return ind.Name
	}
	return ind.Short
}

// Break is a change of definition or delimitation: values before Start are not comparable with those from it on.
type Break struct {
	Start Day
	Note  lang.Text
}

// BreakBetween returns the first break that lies between two periods, the earlier first.
func (ind Indicator) BreakBetween(p, q Period) (Break, bool) {
	for _, b := range ind.Breaks {
		if p.Start < b.Start && b.Start <= q.Start {
			return b, true
		}
	}
	return Break{}, false
}

// Denominator names the count indicator whose groups together are the population of a share or mean that the source publishes
// without one. A population of another period or another age span is an approximation and must say so wherever it is used.
type Denominator struct {
	Indicator     string
	Groups        []Group   // summed; none means everyone
	Approximation lang.Text // how it differs from the true population; empty when it does not
}

// Named is an entry of a list that readers see: a theme, or a category of a frame.
type Named struct {
	ID   string
	Name lang.Text
}

// Frame is a way of ordering indicators that some programme or goal has decided.
type Frame struct {
	ID         string
	Name       lang.Text
	Categories []Named
}

// Source is where figures come from.
type Source struct {
	ID        string
	Publisher lang.Text
	Title     lang.Text
	Table     string // the publisher's table id
	Contents  string // the publisher's code of the measure
	Retrieved string // date as 2006-01-02, as the study states it
	Licence   string
	URL       string
	Protected bool // published after the publisher's own disclosure control
	Noise     bool // the publisher adds random noise: parts need not sum to totals
	// NoiseSD is the standard deviation of the noise in one published count, as the study assumes it; 0 where it is not known.
	NoiseSD   float64
	NoiseFrom Day // noise is added to figures of periods that end from this day on; to all where zero
}

// NoisyIn tells whether figures of a period carry the publisher's noise. A span of years does where its last year does.
func (s Source) NoisyIn(p Period) bool { return s.Noise && (s.NoiseFrom == 0 || p.End >= s.NoiseFrom) }

// Cells is how many published counts the study adds up for one figure; 0 means one.
type Cells struct{ Numerator, Denominator int }

// Catalogue is the ordered set of what a study measures. It is immutable.
type Catalogue struct {
	Indicators []Indicator
	Themes     []Named
	Frames     []Frame
	Sources    []Source
	byID       map[string]int
}

// NewCatalogue checks that identifiers are unique and that what indicators refer to exists. All problems come at once.
func NewCatalogue(inds []Indicator, themes []Named, frames []Frame, sources []Source) (*Catalogue, error) {
	c := &Catalogue{Indicators: inds, Themes: themes, Frames: frames, Sources: sources, byID: make(map[string]int, len(inds))}
	var errs []error
	hasID := func(list []Named, id string) bool {
		return slices.ContainsFunc(list, func(n Named) bool { return n.ID == id })
	}
	for i, ind := range inds {
		if _, ok := c.byID[ind.ID]; ok {
			errs = append(errs, fmt.Errorf("indicator %q is defined twice", ind.ID))
		}
		c.byID[ind.ID] = i
	}
	for _, ind := range inds {
		if ind.ID == "" || ind.Name.IsZero() {
			errs = append(errs, fmt.Errorf("indicator %q needs an id and a name", ind.ID))
		}
		if ind.Unit.Kind < Share || ind.Unit.Kind > Score {
			errs = append(errs, fmt.Errorf("indicator %q needs a kind of number", ind.ID))
		}
		if ind.Theme != "" && !hasID(themes, ind.Theme) {
			errs = append(errs, fmt.Errorf("indicator %q: theme %q is not defined", ind.ID, ind.Theme))
		}
		if _, ok := c.Source(ind.Source); ind.Source != "" && !ok {
			errs = append(errs, fmt.Errorf("indicator %q: source %q is not defined", ind.ID, ind.Source))
		}
		if d := ind.Denominator; d != nil {
			if pop, ok := c.Indicator(d.Indicator); !ok || pop.Unit.Kind != Count {
				errs = append(errs, fmt.Errorf("indicator %q: denominator %q is not an indicator that counts", ind.ID, d.Indicator))
			}
		}
		for _, f := range slices.Sorted(maps.Keys(ind.Categories)) {
			frame, ok := c.Frame(f)
			if !ok {
				errs = append(errs, fmt.Errorf("indicator %q: frame %q is not defined", ind.ID, f))
				continue
			}
			for _, id := range ind.Categories[f] {
				if !hasID(frame.Categories, id) {
					errs = append(errs, fmt.Errorf("indicator %q: frame %q has no category %q", ind.ID, f, id))
				}
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

// Indicator returns the indicator of an ID.
func (c *Catalogue) Indicator(id string) (Indicator, bool) {
	i, ok := c.byID[id]
	if !ok {
		return Indicator{}, false
	}
	return c.Indicators[i], true
}

// Frame returns the frame of an ID.
func (c *Catalogue) Frame(id string) (Frame, bool) {
	for _, f := range c.Frames {
		if f.ID == id {
			return f, true
		}
	}
	return Frame{}, false
}

// Source returns the source of an ID.
func (c *Catalogue) Source(id string) (Source, bool) {
	for _, s := range c.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}
