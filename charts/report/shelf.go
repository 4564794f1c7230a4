package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// shelf holds the figures by what they show, and knows which have been used. Each figure has one place on the page: the first that asks for it.
type shelf struct {
	figures  []*charts.Figure
	subjects map[*charts.Figure]string // slug of the ID of what a figure is about; "" where it is about several things
	used     map[*charts.Figure]bool
}

// newShelf sorts figures by their subjects: IDs of indicators, of segregation, of areas and the like, whose slug follows the kind of
// chart in the figure's ID. Of several that fit, the longest is meant.
func newShelf(figures []*charts.Figure, ids []string) shelf {
	s := shelf{figures, map[*charts.Figure]string{}, map[*charts.Figure]bool{}}
	for _, f := range figures {
		rest := strings.TrimPrefix(f.ID, f.Chart+"-")
		for _, id := range ids {
			slug := charts.Slug(id)
			if (rest == slug || strings.HasPrefix(rest, slug+"-")) && len(slug) > len(s.subjects[f]) {
				s.subjects[f] = slug
			}
		}
	}
	return s
}

// subjects are the IDs of everything that a figure may be about.
func (r *Report) subjects() []string {
	var out []string
	for _, ind := range r.Catalogue.Indicators {
		out = append(out, ind.ID)
	}
	res := r.Results
	for _, s := range res.Segregation {
		out = append(out, s.Spec.ID)
	}
	for _, m := range res.Mixes {
		out = append(out, m.Spec.ID)
	}
	for _, c := range res.Composites {
		out = append(out, c.Spec.ID)
	}
	for _, d := range res.Districts {
		out = append(out, d.Code)
	}
	return append(out, res.City.Code)
}

// take returns the unused figures of an indicator and group that are of some kinds of charts, in the order of the kinds; of all kinds where none
// is named. A figure that is split over pages has several IDs, each ending in its number.
func (s *shelf) take(ind indicators.Indicator, g indicators.Group, kinds ...string) []*charts.Figure {
	return s.pick(kinds, func(f *charts.Figure) bool {
		id := charts.FigureID(f.Chart, ind, g)
		return f.ID == id || numbered(f.ID, id)
	})
}

// about returns the unused figures of a subject, in the order of the kinds; of all kinds where none is named.
func (s *shelf) about(id string, kinds ...string) []*charts.Figure {
	slug := charts.Slug(id)
	return s.pick(kinds, func(f *charts.Figure) bool { return s.subjects[f] == slug })
}

// first returns the first unused figure of a subject that is of some kinds of charts.
func (s *shelf) first(id string, kinds ...string) []*charts.Figure {
	all := s.about(id, kinds...)
	for i, f := range all {
		s.used[f] = i == 0
	}
	return all[:min(len(all), 1)]
}

// shortest returns the unused figures of a subject and kind whose data have the fewest rows: of the largest areas, where one was made for each
// level.
func (s *shelf) shortest(id, kind string) []*charts.Figure {
	all := s.about(id, kind)
	for _, f := range all {
		s.used[f] = false
	}
	if len(all) == 0 {
		return nil
	}
	f := slices.MinFunc(all, func(a, b *charts.Figure) int { return len(a.Table.Rows) - len(b.Table.Rows) })
	s.used[f] = true
	return []*charts.Figure{f}
}

// kind returns the unused figures of some kinds of charts, whatever they are about.
func (s *shelf) kind(kinds ...string) []*charts.Figure {
	return s.pick(kinds, func(*charts.Figure) bool { return true })
}

// general returns the unused figures of some kinds of charts that are about no single thing.
func (s *shelf) general(kinds ...string) []*charts.Figure {
	return s.pick(kinds, func(f *charts.Figure) bool { return s.subjects[f] == "" })
}

// rest returns the figures that nothing has used.
func (s *shelf) rest() []*charts.Figure {
	return s.pick(nil, func(*charts.Figure) bool { return true })
}

func (s *shelf) pick(kinds []string, fits func(*charts.Figure) bool) []*charts.Figure {
	var out []*charts.Figure
	for _, f := range s.figures {
		if !s.used[f] && (len(kinds) == 0 || slices.Contains(kinds, f.Chart)) && fits(f) {
			s.used[f] = true
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *charts.Figure) int { return slices.Index(kinds, a.Chart) - slices.Index(kinds, b.Chart) })
	return out
}

// numbered tells whether id is stem with a hyphen and a number after it.
func numbered(id, stem string) bool {
	n, ok := strings.CutPrefix(id, stem+"-")
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}
